using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Git;
using Deckle.Tool.Hooks;
using Deckle.Tool.Hooks.Checking;
using Deckle.Tool.Hooks.Configuring;
using Deckle.Tool.Hooks.Installing;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle hook list</c>: which hooks there are, which run here, and what git has.</summary>
internal static class HookListCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("list", "List the hooks there are, those that run in this repository, and what is installed.\n\nExample: deckle hook list --json") { json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            GitRepository repository = GitRepository.Find();
            HookConfig config = HookConfigFile.Read(repository, null, isStaged: false);
            var installer = new HookInstaller(repository);
            string[] installed = [.. HookStages.HookTypes.Where(type => installer.Find(type) is not null)];
            Console.Out.Write(parsed.GetValue(json) ? $"{Json(config, installed)}\n" : Text(config, installed));
            return ExitCodes.Done;
        }));
        return command;
    }

    // A hook may be configured more than once.
    private static bool Runs(HookConfig config, KnownHook known) => config.Hooks.Any(hook => hook.Known.Name == known.Name || hook.Known.Id == known.Id);

    private static string Text(HookConfig config, string[] installed)
    {
        int width = KnownHooks.All.Max(hook => hook.Id.Length);
        IEnumerable<string> lines = KnownHooks.All.Select(hook =>
            $"{(Runs(config, hook) ? "*" : " ")} {hook.Id.PadRight(width)}  {(hook.Fixes ? "mends" : "     ")}  {hook.Description}\n");
        return string.Concat(lines)
            + $"\n* runs here, by {config.Path ?? "default"}\n"
            + HookReport.Foreign(config)
            + $"installed: {(installed.Length > 0 ? string.Join(", ", installed) : "nothing; deckle hook install")}\n";
    }

    private static JsonObject Json(HookConfig config, string[] installed) => JsonObject.Of(
        ("schema", "deckle.hook.list/1"),
        ("config", config.Path is string path ? path : JsonNull.Value),
        ("known", JsonArray.From(KnownHooks.All.Select(hook => (JsonValue)JsonObject.Of(
            ("id", hook.Id), ("name", hook.Name), ("description", hook.Description), ("mends", hook.Fixes), ("default", hook.IsDefault), ("runs", Runs(config, hook)))))),
        ("configured", JsonArray.From(config.Hooks.Select(hook => (JsonValue)JsonObject.Of(
            ("id", hook.Id), ("name", hook.Name), ("alias", hook.Alias), ("stages", JsonArray.From(hook.Stages)))))),
        ("not_run", JsonArray.From(config.Foreign.Select(hook => (JsonValue)JsonObject.Of(("repo", hook.Repository), ("id", hook.Id))))),
        ("installed", JsonArray.From(installed)));
}
