using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Git;
using Deckle.Tool.Hooks;
using Deckle.Tool.Hooks.Configuring;
using Deckle.Tool.Hooks.Installing;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle hook install</c>: has git run <c>deckle hook run</c>.</summary>
internal static class HookInstallCommand
{
    public static Command Create()
    {
        Option<string[]> types = Types();
        var force = new Option<bool>("--force", "-f", "--overwrite") { Description = "Do not run the hook that is there; it is kept. Install in a folder for all repositories too." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(
            "install",
            "Write hooks of git that run Deckle. A hook that is there is kept and runs first.\n\nExample: deckle hook install -t pre-commit -t pre-push")
        {
            types, force, json,
        };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            Show("install", Install(parsed.GetValue(types) ?? [], parsed.GetValue(force)), parsed.GetValue(json));
            return ExitCodes.Done;
        }));
        return command;
    }

    /// <param name="types">Hooks of git; none for those of the configuration.</param>
    /// <param name="isForced">As <c>--force</c>.</param>
    /// <exception cref="DeckleException"><c>hook-not-writable</c>, a folder of hooks for all repositories, a broken configuration.</exception>
    public static IReadOnlyList<HookChange> Install(string[] types, bool isForced)
    {
        GitRepository repository = GitRepository.Find();
        if (!isForced)
        {
            HookFolder.RefuseShared(repository);
        }

        var installer = new HookInstaller(repository);
        return [.. Chosen(types, repository).Select(type => installer.Install(type, OwnProgram.Path, isForced))];
    }

    /// <summary>The option that names hooks of git.</summary>
    public static Option<string[]> Types()
    {
        var types = new Option<string[]>("--hook-type", "-t") { HelpName = "TYPE", Description = $"A hook of git, repeatable: {string.Join(", ", HookStages.HookTypes)}. By default what the configuration says, else pre-commit." };
        types.AcceptOnlyFromAmong([.. HookStages.HookTypes]);
        return types;
    }

    public static IEnumerable<string> Chosen(string[]? types, GitRepository repository) =>
        types is { Length: > 0 } ? types.Distinct() : HookConfigFile.Read(repository, null, isStaged: false).InstallTypes;

    public static void Show(string what, IReadOnlyList<HookChange> changes, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(JsonObject.Of(("schema", $"deckle.hook.{what}/1"), ("hooks", JsonArray.From(changes.Select(Json)))).ToString());
            return;
        }

        foreach (HookChange change in changes)
        {
            Console.Out.WriteLine(Line(change));
        }
    }

    private static string Line(HookChange change) => change switch
    {
        { Kind: HookChangeKind.NotInstalled } => $"{change.Type} is not installed",
        { Kind: HookChangeKind.Uninstalled, Former: string } => $"{change.Type} uninstalled; the hook of before is back at {change.Path}",
        { Kind: HookChangeKind.Uninstalled } => $"{change.Type} uninstalled",
        { Former: null } => $"{change.Type} {Word(change)} at {change.Path}",
        { RunsFormer: true } => $"{change.Type} {Word(change)} at {change.Path}; the hook of before runs first, from {change.Former}",
        _ => $"{change.Type} {Word(change)} at {change.Path}; the hook of before is kept, and does not run, at {change.Former}",
    };

    private static string Word(HookChange change) => change.Kind == HookChangeKind.Unchanged ? "is already installed" : "installed";

    private static JsonValue Json(HookChange change) => JsonObject.Of(
        ("type", change.Type),
        ("path", change.Path),
        ("change", change.Kind switch
        {
            HookChangeKind.Installed => "installed",
            HookChangeKind.Unchanged => "unchanged",
            HookChangeKind.Uninstalled => "uninstalled",
            _ => "not installed",
        }),
        ("former", change.Former is string former ? former : JsonNull.Value),
        ("runs_former", change.RunsFormer));
}
