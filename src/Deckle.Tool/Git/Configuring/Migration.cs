namespace Deckle.Tool.Git.Configuring;

/// <summary>Puts Deckle in the place of the programs it replaces.</summary>
internal static class Migration
{
    private static readonly string[] CarriedKeys = ["extrakeys", "keepmetadatakeys"];
    private static readonly string[] ToolKeys = ["diff.guitool", "merge.tool"];

    /// <summary>Whether the driver that a line names is one whose entries go.</summary>
    public static bool Replaces(AttributeClaim claim, IEnumerable<ConfigEntry> entries) => Replaces(claim.Attribute, claim.Value, entries);

    /// <summary>Keeps the lists of keys that were set for nbstripout, and what makes nbdime the tool that git takes unasked.</summary>
    public static void Carry(InstallPlace place, IReadOnlyList<ConfigEntry> entries, List<string> changes)
    {
        foreach (string key in CarriedKeys)
        {
            string ours = $"filter.{DeckleSettings.Driver}.{key}";
            if (entries.LastOrDefault(entry => entry.Key == $"filter.nbstripout.{key}") is { Value.Length: > 0 } carried && !entries.Any(entry => entry.Key == ours))
            {
                place.Config.Set(place.Scope, ours, carried.Value);
                changes.Add($"set {ours} = {carried.Value}");
            }
        }

        foreach (ConfigEntry entry in entries.Where(entry => ToolKeys.Contains(entry.Key) && entry.Value == "nbdime"))
        {
            place.Config.Set(place.Scope, entry.Key, DeckleSettings.Driver);
            changes.Add($"set {entry.Key} = {DeckleSettings.Driver}");
        }
    }

    /// <summary>Puts our driver where lines name one that goes, in all gitattributes files of the place, committed ones too.</summary>
    public static void RewriteAttributes(InstallPlace place, IReadOnlyList<ConfigEntry> entries, List<string> changes)
    {
        foreach (string path in place.Files)
        {
            AttributesFile file = AttributesFile.Read(path);
            AttributeLine[] lines = [.. Merged(file.Lines.Select(line => Rewritten(line, entries)).ToList(), file.Lines)];
            if (lines.SequenceEqual(file.Lines))
            {
                continue;
            }

            (file with { Lines = lines }).WriteOrRemove();
            changes.AddRange(file.Lines.Where(line => Rewritten(line, entries) != line).Select(line => $"replaced '{line.Shown}' in {place.ShownPath(path)}"));
        }
    }

    /// <summary>Removes the entries of what was replaced from git's configuration.</summary>
    public static void RemoveConfig(InstallPlace place, IReadOnlyList<ConfigEntry> entries, List<string> changes)
    {
        foreach (ForeignTool tool in ForeignTool.All)
        {
            foreach (ConfigEntry entry in entries.Where(tool.Owns).DistinctBy(entry => entry.Key))
            {
                place.Config.Unset(place.Scope, entry.Key);
                changes.Add($"removed {entry.Key} = {entry.Value}");
            }
        }
    }

    /// <summary>Whether the command of a filter that goes has options of its own: <c>"python3" -m nbstripout --keep-count</c>.</summary>
    public static bool HasOptions(ConfigEntry entry) => entry.Key switch
    {
        "filter.nbstripout.clean" => HasMore(entry.Value, "nbstripout"),
        "filter.nb-clean.clean" => HasMore(entry.Value, "clean"),
        _ => false,
    };

    private static bool HasMore(string command, string name) =>
        command.LastIndexOf(name, StringComparison.Ordinal) is >= 0 and var at && command[(at + name.Length)..].Contains(" -", StringComparison.Ordinal);

    private static bool Replaces(string attribute, string driver, IEnumerable<ConfigEntry> entries) =>
        // "ipynb" is a name that anybody could have chosen for a diff of notebooks.
        ForeignTool.All.Any(tool => tool.Attributes.Contains((attribute, driver)))
        && (driver != "ipynb" || entries.Where(entry => entry.Key.StartsWith("diff.ipynb.", StringComparison.Ordinal)).All(entry => ForeignTool.All.Any(tool => tool.Owns(entry))));

    private static AttributeLine Rewritten(AttributeLine line, IReadOnlyList<ConfigEntry> entries)
    {
        string[] words = [.. line.Words.Select(word => Rewritten(word, entries))];
        return words.SequenceEqual(line.Words) ? line : line.With(words);
    }

    private static string Rewritten(string word, IReadOnlyList<ConfigEntry> entries) =>
        word.Split('=') is [var attribute, var driver] && Replaces(attribute, driver, entries) ? $"{attribute}={DeckleSettings.Driver}" : word;

    // nbstripout has a line for each attribute. What becomes "*.ipynb filter=deckle" and "*.ipynb diff=deckle" is one line.
    private static IEnumerable<AttributeLine> Merged(List<AttributeLine> lines, IReadOnlyList<AttributeLine> before)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            AttributeLine line = lines[i];
            int first = lines.FindIndex(other => other.Pattern is not null && other.Pattern == line.Pattern);
            bool isRewritten = line != before[i];
            if (isRewritten && first < i && lines[first] != before[first])
            {
                continue;
            }

            yield return isRewritten
                ? line.With(lines.Where((other, index) => other.Pattern == line.Pattern && other != before[index]).SelectMany(other => other.Words).Distinct())
                : line;
        }
    }
}
