using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// A contradiction that is left to people. In the merged notebook it is shown between markers and stands in <c>metadata.deckle.conflicts</c> of the
/// cell that shows it, as an object with the members <c>part</c>, <c>path</c>, <c>base</c>, <c>local</c>, <c>remote</c> (each left out where that side
/// has nothing) and <c>labels</c>.
/// </summary>
/// <param name="Part">What it is about.</param>
/// <param name="Cell">The index in the merged notebook of the cell that shows it.</param>
/// <param name="Path">The value inside the cell or notebook as a JSON pointer, such as <c>/metadata/tags</c>.</param>
/// <param name="Base">The value before both changes; null where there was none.</param>
/// <param name="Local">The local value; null where there is none.</param>
/// <param name="Remote">The remote value; null where there is none.</param>
public sealed record MergeConflict(ConflictPart Part, int Cell, string Path, JsonValue? Base, JsonValue? Local, JsonValue? Remote);
