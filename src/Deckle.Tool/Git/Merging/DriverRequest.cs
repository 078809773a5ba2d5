using Deckle.Text;

namespace Deckle.Tool.Git.Merging;

/// <summary>What git hands to a merge driver (<c>%O %A %B %L %P %S %X %Y</c>).</summary>
/// <param name="Base">The file with the common ancestor's content; empty where both sides added the file.</param>
/// <param name="Ours">The file with our content, which gets the result.</param>
/// <param name="Theirs">The file with the other side's content.</param>
/// <param name="MarkerSize">How long conflict markers are.</param>
/// <param name="Path">What the repository calls the file.</param>
/// <param name="Labels">What the sides are called.</param>
internal sealed record DriverRequest(string Base, string Ours, string Theirs, int MarkerSize, string Path, SideLabels Labels)
{
    /// <summary>The words of a command line; null where they are not what git gives.</summary>
    public static DriverRequest? Read(IReadOnlyList<string> words) => words is [var ancestor, var ours, var theirs, ..]
        ? new DriverRequest(
            ancestor,
            ours,
            theirs,
            words.Count > 3 && int.TryParse(words[3], out int size) && size is > TextConflictLine.LeastSize and < 1000 ? size : TextConflictLine.LeastSize,
            words.Count > 4 ? words[4] : ours,
            SideLabels.From([.. words.Skip(5)]))
        : null;
}
