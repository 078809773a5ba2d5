using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Settings;

/// <summary>A <c>deckle.toml</c>, or the table <c>[tool.deckle]</c> of a <c>pyproject.toml</c>, checked.</summary>
/// <param name="Path">Full.</param>
/// <param name="Values">What it sets for all paths.</param>
/// <param name="Rules">What it sets for some; later ones win.</param>
internal sealed record SettingsFile(string Path, IReadOnlyList<SettingValue> Values, IReadOnlyList<SettingsRule> Rules)
{
    private const string Rule = "rule";
    private const string Paths = "paths";

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The settings file of a folder: <c>deckle.toml</c> before <c>pyproject.toml</c>; null where it has none.</summary>
    /// <exception cref="DeckleException"><c>settings-not-toml</c>, <c>settings-unknown</c>, <c>settings-value</c>, <c>settings-unreadable</c>.</exception>
    public static SettingsFile? In(string folder)
    {
        string own = System.IO.Path.Combine(folder, "deckle.toml");
        if (File.Exists(own))
        {
            return new Reader(own).Read(TomlTree.Read(Shown(own), Text(own)));
        }

        string project = System.IO.Path.Combine(folder, "pyproject.toml");
        // Somebody else's broken file is not our concern.
        return File.Exists(project) && Text(project) is var text && text.Contains("deckle", StringComparison.Ordinal)
            && TomlTree.Read(Shown(project), text)["tool"]?["deckle"] is { } table
            ? new Reader(project).Read(table)
            : null;
    }

    /// <summary>As it is told: relative to the current folder where it lies below it.</summary>
    public static string Shown(string path) =>
        System.IO.Path.GetRelativePath(".", path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;

    private static string Text(string path)
    {
        try
        {
            return Utf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw SettingsErrors.NotToml(Shown(path), "its bytes are not UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SettingsErrors.Unreadable(Shown(path), e.Message);
        }
    }

    private sealed class Reader(string path)
    {
        private readonly string folder = System.IO.Path.GetDirectoryName(path)!;
        private readonly string shown = Shown(path);

        public SettingsFile Read(TomlNode root)
        {
            List<SettingValue> values = [];
            List<SettingsRule> rules = [];
            foreach ((string table, TomlNode node) in root.Members)
            {
                if (!KnownSettings.Tables.Contains(table))
                {
                    throw SettingsErrors.Unknown(Place(node), "table", table, KnownSettings.Tables);
                }

                if (!node.IsTable)
                {
                    throw SettingsErrors.WrongShape(Place(node), table, $"a table: write [{table}]");
                }

                TomlNode? many = KnownSettings.HasRules(table) ? node[Rule] : null;
                if (many is { Tables.Count: 0 })
                {
                    throw SettingsErrors.WrongShape(Place(many), $"{table}.{Rule}", $"a list of tables: write [[{table}.{Rule}]]");
                }

                values.AddRange(node.Members.Where(member => member.Node != many).Select(member => Value(table, member.Key, member.Node, "")));
                rules.AddRange((many?.Tables ?? []).Select(rule => ReadRule(table, rule)));
            }

            return new SettingsFile(path, values, rules);
        }

        private SettingsRule ReadRule(string table, TomlNode rule)
        {
            string[] paths = rule[Paths]?.Value switch
            {
                JsonString one => [one.Text],
                JsonArray { Count: > 0 } list when list.All(item => item is JsonString) => [.. list.Select(item => ((JsonString)item).Text)],
                _ => throw SettingsErrors.WrongShape(Place(rule[Paths] ?? rule), $"{table}.{Rule}.{Paths}", "a list of path patterns, such as [\"runs/*.ipynb\"]"),
            };
            string told = $", for {string.Join(", ", paths)}";
            return new SettingsRule(
                [.. paths.Select(path => new PathPattern(path))],
                [.. rule.Members.Where(member => member.Key != Paths).Select(member => Value(table, member.Key, member.Node, told))]);
        }

        private SettingValue Value(string table, string key, TomlNode node, string told)
        {
            Setting setting = KnownSettings.Find($"{table}.{key}") ?? throw SettingsErrors.Unknown(Place(node), "key", $"{table}.{key}", [.. KnownSettings.In(table).Select(known => known.Name)]);
            return node.Value is not { } value
                ? throw SettingsErrors.WrongShape(Place(node), setting.Name, SettingSyntax.Expected(setting))
                : new SettingValue(
                    setting,
                    SettingSyntax.FromValue(setting, value, folder) ?? throw SettingsErrors.WrongValue(Place(node), setting, SettingsErrors.Shown(value)),
                    SettingOrigin.File,
                    $"{shown}:{node.Line}{told}");
        }

        private string Place(TomlNode node) => $"{shown}:{node.Line}:{node.Column}";
    }
}
