using System.CommandLine;
using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Git;
using Deckle.Tool.Git.Checking;
using Deckle.Tool.Git.Configuring;
using Deckle.Tool.Hooks.Installing;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle git status</c>: what git does with notebooks here, and what it has stored of them.</summary>
internal static class GitStatusCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print an object." };
        var command = new Command(
            "status",
            "Show which entries make git call this program, from which files, and which notebooks in the index hold what the filter would remove."
            + " Ends with 1 where it is not installed, or such notebooks are there.\n\nExample: deckle git status --json")
        {
            json,
        };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            GitRepository repository = GitRepository.Find();
            GitStatus status = GitStatus.Read(repository, GitPlumbing.Rules(repository.Root));
            string[] hooks = [.. new HookInstaller(repository).Installed];
            Console.Out.Write(parsed.GetValue(json) ? Json(status, hooks) + "\n" : Text(status, hooks));
            return status.IsGood ? ExitCodes.Done : ExitCodes.BadNews;
        }));
        return command;
    }

    private static string Text(GitStatus status, string[] hooks)
    {
        IEnumerable<string> lines =
        [
            $"{(status.IsInstalled ? "installed" : "not installed")} in repository '{status.Repository}'",
            "configuration:",
            .. status.Config.Select(entry => $"  {Line(entry)}"),
            "attributes:",
            .. status.Attributes.Count == 0 ? ["  none for notebooks"] : status.Attributes.DistinctBy(claim => claim.Place).Select(claim => $"  {claim.Line}  ({claim.Place})"),
            .. Section("hooks:", hooks),
            .. Section("other programs:", status.Foreign.Select(entry => $"{entry.Key} = {entry.Value}  ({entry.Scope}: {entry.File})")),
            string.Create(CultureInfo.InvariantCulture, $"notebooks in the index: {status.Notebooks.Count}, with something to strip: {status.Dirty.Count()}, broken: {status.Broken.Count()}"),
            .. status.Dirty.Select(notebook => string.Create(CultureInfo.InvariantCulture, $"  {notebook.Path}: {notebook.Size - notebook.Stripped} of {notebook.Size} bytes would go")),
            .. status.Broken.Select(notebook => $"  {notebook.Path}: {notebook.Reason}"),
            .. Help(status),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Section(string title, IEnumerable<string> lines) => lines.Select(line => $"  {line}").ToList() is { Count: > 0 } all ? all.Prepend(title) : [];

    private static string Line(ConnectionState entry)
    {
        if (entry.Found is not { } found)
        {
            return $"{entry.Key} is not set";
        }

        string trouble = !entry.IsOurs ? "; not Deckle's" : !entry.ProgramExists ? $"; there is no {entry.Program}" : "";
        return $"{entry.Key} = {found.Value}  ({found.Scope}: {found.File}{trouble})";
    }

    private static IEnumerable<string> Help(GitStatus status)
    {
        if (!status.IsInstalled)
        {
            yield return "help: install with: deckle git install";
        }

        if (status.Dirty.Any())
        {
            yield return "help: store them stripped with: git add --renormalize .";
        }
    }

    private static JsonObject Json(GitStatus status, string[] hooks) => JsonObject.Of(
        ("schema", "deckle.git.status/1"),
        ("repository", status.Repository),
        ("installed", status.IsInstalled),
        ("config", JsonArray.From(status.Config.Select(Json))),
        ("attributes", JsonArray.From(status.Attributes.Select(Json))),
        ("hooks", JsonArray.From(hooks)),
        ("other_programs", JsonArray.From(status.Foreign.Select(Json))),
        ("notebooks", JsonArray.From(status.Notebooks.Select(Json))));

    private static JsonObject Json(ConnectionState entry) => JsonObject.Of(
        ("key", entry.Key),
        ("value", entry.Found is { } found ? found.Value : JsonNull.Value),
        ("scope", entry.Found is { } scoped ? scoped.Scope : JsonNull.Value),
        ("file", entry.Found is { } placed ? placed.File : JsonNull.Value),
        ("ours", entry.IsOurs),
        ("program", entry.Program is { } program ? program : JsonNull.Value),
        ("program_exists", entry.ProgramExists));

    private static JsonObject Json(AttributeClaim claim) => JsonObject.Of(
        ("file", claim.File), ("line", claim.Number), ("pattern", claim.Pattern), ("attribute", claim.Attribute), ("value", claim.Value));

    private static JsonObject Json(ConfigEntry entry) => JsonObject.Of(
        ("key", entry.Key), ("value", entry.Value), ("scope", entry.Scope), ("file", entry.File));

    private static JsonObject Json(IndexedNotebook notebook) => JsonObject.Of(
        ("path", notebook.Path),
        ("filter", notebook.Filter),
        ("state", notebook.State switch
        {
            NotebookState.Clean => "clean",
            NotebookState.Dirty => "dirty",
            NotebookState.Broken => "broken",
            _ => "other",
        }),
        ("bytes", notebook.Size),
        ("stripped_bytes", notebook.Stripped),
        ("reason", notebook.Reason is { } reason ? reason : JsonNull.Value));
}
