using Deckle.Text;
using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks;

/// <summary>The errors around hooks.</summary>
internal static class HookErrors
{
    /// <param name="line">From 1; 0 where the whole file is meant.</param>
    public static DeckleException Config(string path, long line, string reason, Exception? cause = null) =>
        new("hook-config-invalid", $"{path}{(line > 0 ? $":{line}" : "")}: {reason}", "its keys are those of pre-commit: docs/hooks.md", cause);

    public static DeckleException NoConfig(string path) =>
        new("hook-config-missing", $"there is no file {path}", "name another one with --config, or leave it out");

    public static DeckleException ConfigNotStaged(string path) =>
        new("hook-config-not-staged", $"{path} has changes that are not staged, so it is not what would be committed", $"git add {path}");

    public static DeckleException Unknown(string id, IReadOnlyList<string> known) =>
        new("hook-unknown", $"there is no hook '{id}'", NearestName.Of(id, known) is string nearest ? $"did you mean {nearest}?" : "deckle hook list shows all")
        {
            Facts = [("available", string.Join(", ", known))],
        };

    public static DeckleException NotInStage(string id, string stage, IReadOnlyList<string> stages) =>
        new("hook-not-in-stage", $"the hook '{id}' does not run in the stage {stage}", $"name one of its stages: --hook-stage {(stages is [string first, ..] ? first : "STAGE")}")
        {
            Facts = [("its stages", string.Join(", ", stages))],
        };

    public static DeckleException Unmerged(IReadOnlyList<string> paths) =>
        new("hook-unmerged", $"{paths[0]}{(paths.Count > 1 ? $" and {paths.Count - 1} more" : "")} still {(paths.Count > 1 ? "have" : "has")} conflicts", "resolve them and stage the files: git add FILE");

    public static DeckleException NoRevision(string what, GitResult result) =>
        new("hook-revision-unknown", $"cannot compare {what}: {result.Error.Split('\n')[0].Replace("fatal: ", "", StringComparison.Ordinal)}", "name two commits that exist here: --from-ref main --to-ref HEAD");

    public static DeckleException Outside(string path, string root) =>
        new("hook-file-outside", $"{path} is not in the repository {root}", "name files of the repository");

    public static DeckleException BadPushLine(string line) =>
        new("hook-push-line-invalid", $"'{line}' is no line that git gives a pre-push hook", "each line is: LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID; or use --from-ref and --to-ref");

    public static DeckleException SharedFolder(string folder) =>
        new("hook-folder-shared", $"core.hooksPath is set for all repositories, to {folder}; a hook there runs in each of them", "give this one a folder of its own: git config core.hooksPath .git/hooks; or install it for all with --force");

    public static DeckleException NotWritable(string path, Exception cause) =>
        new("hook-not-writable", $"cannot change {path}: {cause.Message}", "nothing was changed; look at its permissions", cause) { Kind = ErrorKind.Unavailable };
}
