namespace Deckle.Tool.Diffing.Operands;

/// <summary>The errors of what is named to be compared.</summary>
internal static class OperandErrors
{
    private const string Separate = "put paths behind --: deckle diff REVISION -- PATH";

    /// <param name="side">As it is shown.</param>
    public static DeckleException NoNotebook(string side, DeckleException cause) =>
        new(cause.Code, $"{side}: {cause.Message}", cause.Help, cause) { Facts = cause.Facts, Kind = ErrorKind.Input };

    /// <inheritdoc cref="NoNotebook"/>
    public static DeckleException IsLink(string side) =>
        new("diff-link", $"{side} is a symbolic link, and where it leads is compared", "compare the files themselves: deckle diff FILE FILE");

    public static DeckleException StdinTwice() =>
        new("usage", "both operands are -, and there is one standard input", "name a file for one of them");

    public static DeckleException StdinAndFolder(string folder) =>
        new("usage", $"- has no name, so it has no partner in the folder {folder}", "name the file in it");

    public static DeckleException TooManyRevisions(IReadOnlyList<string> revisions, bool isCached) =>
        new("usage", $"too many revisions: {string.Join(' ', revisions)}", isCached ? "with --cached the index is compared with one revision" : $"name one, two, or a range; {Separate}");

    public static DeckleException CachedRange(string range) =>
        new("usage", $"--cached compares the index with one revision, and {range} is two", "leave --cached out, or name one");

    public static DeckleException Ambiguous(string name) =>
        new("diff-operand-ambiguous", $"'{name}' is a folder and a revision", $"for the folder: deckle diff -- {name}; for the revision: deckle diff {name} --");

    /// <summary>Neither a file nor a revision.</summary>
    public static DeckleException Unknown(string name, string? meant, bool hasCommits) =>
        new("diff-operand-unknown", $"there is no file and no revision '{name}'{Uncommitted(hasCommits)}", Separate) { Facts = Meant(meant) };

    /// <param name="folder">Where there is no repository, so that it can be no revision.</param>
    public static DeckleException UnknownFile(string name, string? meant, string folder) =>
        new("diff-operand-unknown", $"there is no file '{name}', and {folder} is not in a git repository that could know it", "check the path; relative ones start at the folder you are in") { Facts = Meant(meant) };

    public static DeckleException UnknownRevision(string revision, string? meant, bool hasCommits) =>
        new("diff-revision-unknown", $"there is no revision '{revision}'{Uncommitted(hasCommits)}", "git branch --all and git tag list names; in a shallow clone older commits are missing") { Facts = Meant(meant) };

    public static DeckleException UnknownPath(string path, string? meant) =>
        new("diff-path-unknown", $"there is no file '{path}' on either side", "paths are relative to the folder you are in") { Facts = Meant(meant) };

    public static DeckleException NotInRevision(BlobName name, string? meant) =>
        new("diff-path-unknown", $"there is no file '{name.Path}' in {name.Revision}", "such paths start at the top of the repository; with ./ at the folder you are in") { Facts = Meant(meant) };

    public static DeckleException NoFile(BlobName name) =>
        new("diff-path-unknown", $"{name.Text} is not a file", $"for what changed in a folder: deckle diff {name.Revision} -- {name.Path}");

    public static DeckleException NoMergeBase(string range) =>
        new("diff-no-merge-base", $"{range}: the two have no commit in common", "compare them directly, with two dots");

    public static DeckleException NoObject(string id, string path) =>
        new("diff-object-missing", $"git has no content {id} for {path}", "fetch it: git fetch; git fsck shows what else is missing") { Kind = ErrorKind.Unavailable };

    private static string Uncommitted(bool hasCommits) => hasCommits ? "" : ": nothing has been committed yet";

    private static (string Label, string Text)[] Meant(string? name) => name is null ? [] : [("did you mean", name)];
}
