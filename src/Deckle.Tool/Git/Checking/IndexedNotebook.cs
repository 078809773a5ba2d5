namespace Deckle.Tool.Git.Checking;

/// <summary>A notebook in the index.</summary>
/// <param name="Path">From the top of the work tree.</param>
/// <param name="Filter">Its attribute <c>filter</c>: a driver, <c>unspecified</c>, <c>unset</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Stripped">The size once stripped; the same where nothing would go.</param>
/// <param name="Reason">Why it is broken; null where it is not.</param>
internal sealed record IndexedNotebook(string Path, string Filter, NotebookState State, long Size, long Stripped, string? Reason);
