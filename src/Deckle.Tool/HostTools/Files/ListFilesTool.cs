using System.IO.Enumeration;
using Deckle.Json;
using Deckle.Tool.HostTools.Terminal;

namespace Deckle.Tool.HostTools.Files;

/// <summary><c>list_files</c>.</summary>
internal sealed class ListFilesTool(ConfinedFiles files) : IHostTool
{
    private const int Most = 100_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public string Name => "list_files";

    public string Description => "Gives the names in a folder, sorted; those of folders end with a slash.";

    public JsonObject Parameters => HostToolSchema.Of(
        ("path?", "string", "The folder; by default the working folder of the run."),
        ("pattern?", "string", "Only names such as *.csv."),
        ("recursive?", "boolean", "Folders below it too; links to folders are not followed."));

    public HostToolPlan Plan(HostToolArguments arguments)
    {
        arguments.CheckNames(["path", "pattern", "recursive"]);
        string path = arguments.OptionalText("path") ?? ".";
        string? pattern = arguments.OptionalText("pattern");
        bool isRecursive = arguments.Flag("recursive");
        files.Read(path).Dispose();
        string names = pattern is null ? "" : $"; names like {ShellWords.Quoted(pattern)}";
        return new HostToolPlan($"{ShellWords.Quoted(path)}{names}{(isRecursive ? "; with the folders below" : "")}", Longest, token => Task.Run<JsonValue>(() => List(path, pattern, isRecursive, token), token));
    }

    private JsonArray List(string path, string? pattern, bool isRecursive, CancellationToken cancellationToken)
    {
        using HeldFile held = files.Read(path);
        if (held.Kind != NativeFileKind.Folder)
        {
            throw HostToolCallErrors.CouldNot($"list_files: {path}", "it is no folder");
        }

        string root = $"{held.OpenPath}/";
        var names = new List<string>();
        var found = new FileSystemEnumerable<string>(
            root,
            (ref FileSystemEntry entry) => Path.GetRelativePath(root, entry.ToFullPath()) + (entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? "/" : ""),
            new EnumerationOptions { RecurseSubdirectories = isRecursive, AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => pattern is null || FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: false),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        try
        {
            foreach (string name in found)
            {
                cancellationToken.ThrowIfCancellationRequested();
                names.Add(name);
                if (names.Count > Most)
                {
                    throw HostToolCallErrors.CouldNot($"list_files: {path}", $"there are more than {Most} names; name a folder below it, or a pattern");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostToolCallErrors.CouldNot($"list_files: {path}", "its rights do not allow it");
        }

        names.Sort(StringComparer.Ordinal);
        return JsonArray.From(names);
    }
}
