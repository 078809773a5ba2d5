using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle settings</c>: every setting with its value and where that comes from.</summary>
internal static class SettingsCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "The notebook or folder to ask for; by default the current folder.", DefaultValueFactory = _ => "." };
        var json = new Option<bool>("--json") { Description = "Print an object, with what each setting means." };
        var command = new Command(
            "settings",
            """
            Show the settings that hold for a notebook or folder, and where each comes from: an environment variable, the nearest deckle.toml or
            [tool.deckle] of pyproject.toml, or the default.

            Example: deckle settings runs/report.ipynb
            """)
        { path, json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            Show(parsed.GetRequiredValue(path), parsed.GetValue(json));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static void Show(string path, bool json)
    {
        var search = new SettingsSearch();
        SettingSet settings = Directory.Exists(path) ? search.ForFolder(path) : search.For(path);
        string? file = settings.File is { } found ? SettingsFile.Shown(found.Path) : null;
        if (json)
        {
            Console.Out.WriteLine(JsonObject.Of(
                ("schema", "deckle.settings/1"),
                ("path", path),
                ("file", file ?? (JsonValue)JsonNull.Value),
                ("settings", JsonArray.From(settings.All.Select(Json)))));
            return;
        }

        Console.Out.WriteLine($"settings file: {file ?? "none"}");
        SettingValue[] all = [.. settings.All];
        int name = all.Max(value => value.Setting.Name.Length);
        int text = all.Max(value => Text(value.Value).Length);
        foreach (SettingValue value in all)
        {
            Console.Out.WriteLine($"{value.Setting.Name.PadRight(name)}  {Text(value.Value).PadRight(text)}  {Origin(value)}");
        }
    }

    private static string Text(JsonValue? value) => value?.ToString() ?? "-";

    private static string Origin(SettingValue value) => value.Origin == SettingOrigin.Default ? "default" : value.Place;

    private static JsonValue Json(SettingValue value) => JsonObject.Of(
        ("name", value.Setting.Name),
        ("value", value.Value ?? JsonNull.Value),
        ("origin", Name(value.Origin)),
        ("place", value.Place.Length > 0 ? value.Place : JsonNull.Value),
        ("kind", value.Setting.Kind.ToString().ToLowerInvariant()),
        ("default", value.Setting.Default ?? JsonNull.Value),
        ("choices", JsonArray.From(value.Setting.Choices)),
        ("variable", value.Setting.Variable),
        ("options", JsonArray.From(value.Setting.Options)),
        ("description", value.Setting.Description));

    private static string Name(SettingOrigin origin) => origin.ToString().ToLowerInvariant();
}
