namespace Deckle.Tool.Git.Configuring;

/// <summary>
/// Writes the entries that make git call Deckle. What somebody else wrote is never touched without being told to, and where it is in
/// the way nothing is written at all.
/// </summary>
internal static class GitInstaller
{
    /// <exception cref="DeckleException"><c>git-config-taken</c>, <c>git-filter-taken</c>, <c>git-config-not-writable</c>, and those of <see cref="InstallPlace.Of"/> and of writing.</exception>
    public static InstallReport Install(InstallRequest request)
    {
        InstallPlace place = InstallPlace.Of(request);
        ConfigEntry[] entries = [.. place.Config.List().Where(entry => entry.Scope == GitConfig.Name(place.Scope))];
        IReadOnlyList<AttributeClaim> claims = place.Claims;
        if (!request.Force)
        {
            RefuseToOverwrite(entries, claims, request.Migrate);
        }

        // The attributes come last: until they are there, git does not look at the rest.
        var changes = new List<string>();
        AttributeClaim[] others = [.. claims.Concat(place.YieldingClaims).Where(claim => claim.Attribute is "diff" or "merge" && IsForeign(claim) && !IsMigrated(claim, entries, request))];
        string[] leftToOthers = request.Force ? [] : [.. others.Select(claim => claim.Attribute)];
        Configure(place, request, entries, changes);
        if (request.Migrate)
        {
            Migration.Carry(place, entries, changes);
            Migration.RewriteAttributes(place, entries, changes);
        }

        AddAttributes(place, leftToOthers, changes);
        if (request.Migrate)
        {
            Migration.RemoveConfig(place, entries, changes);
        }

        return new InstallReport(place.Shown, changes, [.. Notes(place, entries, claims, others, request)]);
    }

    /// <summary>Removes what <see cref="Install"/> wrote, and nothing else.</summary>
    /// <exception cref="DeckleException"><c>git-config-not-writable</c>, and those of <see cref="InstallPlace.Of"/> and of writing.</exception>
    public static InstallReport Uninstall(InstallRequest request)
    {
        InstallPlace place = InstallPlace.Of(request);
        ConfigEntry[] entries = [.. place.Config.List().Where(entry => entry.Scope == GitConfig.Name(place.Scope))];
        var changes = new List<string>();
        // First the attributes: an attribute without its driver does nothing, a driver without attributes neither.
        AttributesFile file = AttributesFile.Read(place.Attributes);
        AttributeLine[] kept = [.. file.Lines.Where(line => !IsOurs(line))];
        if (kept.Length < file.Lines.Count)
        {
            (file with { Lines = kept }).WriteOrRemove();
            changes.AddRange(file.Lines.Where(IsOurs).Select(line => $"removed '{line.Shown}' from {place.ShownPath(place.Attributes)}"));
        }

        foreach (ConfigSetting setting in DeckleSettings.Config)
        {
            string[] values = [.. entries.Where(entry => entry.Key == setting.Key).Select(entry => entry.Value)];
            if (values.Length > 0 && values.All(setting.IsOurs))
            {
                place.Config.Unset(place.Scope, setting.Key);
                changes.Add($"removed {setting.Key}");
            }
        }

        IEnumerable<string> notes = Taken(entries).Select(entry => $"left {entry.Key} = {entry.Value}, which Deckle did not write")
            .Concat(place.Claims.Where(claim => claim.Value == DeckleSettings.Driver)
                .DistinctBy(claim => claim.Place).Select(claim => $"left '{claim.Line}' in {claim.Place}"));
        return new InstallReport(place.Shown, changes, [.. notes]);
    }

    /// <summary>Whether a line is one that was written here: nothing on it but our driver, for our files.</summary>
    private static bool IsOurs(AttributeLine line) =>
        DeckleSettings.Attributes.TryGetValue(line.Pattern ?? "", out string[]? attributes)
        && line.Words.Count > 0
        && line.Words.All(word => attributes.Any(attribute => word == $"{attribute}={DeckleSettings.Driver}"));

    private static void RefuseToOverwrite(IEnumerable<ConfigEntry> entries, IEnumerable<AttributeClaim> claims, bool migrate)
    {
        if (Taken(entries).ToList() is { Count: > 0 } taken)
        {
            throw GitErrors.ConfigTaken(taken);
        }

        AttributeClaim[] filters = [.. claims.Where(claim => claim.Attribute == "filter" && IsForeign(claim))];
        AttributeClaim[] inTheWay = [.. filters.Where(claim => !migrate || !IsReplaced(claim))];
        if (inTheWay.Length > 0)
        {
            throw GitErrors.FilterTaken(inTheWay, inTheWay.All(IsReplaced));
        }
    }

    private static IEnumerable<ConfigEntry> Taken(IEnumerable<ConfigEntry> entries) =>
        entries.Where(entry => DeckleSettings.Config.Any(setting => setting.Key == entry.Key && !setting.IsOurs(entry.Value)));

    private static bool IsForeign(AttributeClaim claim) => claim.NamesDriver && claim.Value != DeckleSettings.Driver;

    private static bool IsReplaced(AttributeClaim claim) => ForeignTool.All.Any(tool => tool.Owns(claim));

    private static bool IsMigrated(AttributeClaim claim, IEnumerable<ConfigEntry> entries, InstallRequest request) => request.Migrate && Migration.Replaces(claim, entries);

    private static void Configure(InstallPlace place, InstallRequest request, IEnumerable<ConfigEntry> entries, List<string> changes)
    {
        foreach (ConfigSetting setting in DeckleSettings.Config)
        {
            string value = setting.Value(request.Program, request.IsStrict);
            if (entries.Where(entry => entry.Key == setting.Key).Select(entry => entry.Value).ToList() is not [var present] || present != value)
            {
                place.Config.Set(place.Scope, setting.Key, value);
                changes.Add($"set {setting.Key} = {value}");
            }
        }
    }

    private static void AddAttributes(InstallPlace place, IReadOnlyList<string> leftToOthers, List<string> changes)
    {
        AttributesFile before = AttributesFile.Read(place.Attributes);
        AttributesFile file = before;
        foreach ((string pattern, string[] attributes) in DeckleSettings.Attributes)
        {
            string[] missing =
            [
                .. attributes.Except(leftToOthers)
                    .Where(attribute => file.Lines.Where(line => line.Pattern == pattern).Select(line => line.ValueOf(attribute)).LastOrDefault(value => value is not null) != DeckleSettings.Driver)
                    .Select(attribute => $"{attribute}={DeckleSettings.Driver}"),
            ];
            if (missing.Length > 0)
            {
                file = file.WithLine(pattern, missing);
                changes.Add($"added '{pattern} {string.Join(' ', missing)}' to {place.ShownPath(place.Attributes)}");
            }
        }

        if (file != before)
        {
            file.Write();
        }
    }

    private static IEnumerable<string> Notes(InstallPlace place, IEnumerable<ConfigEntry> entries, IReadOnlyList<AttributeClaim> claims, IEnumerable<AttributeClaim> others, InstallRequest request)
    {
        foreach (AttributeClaim claim in others)
        {
            yield return request.Force ? $"'{claim.Line}' ({claim.Place}) yields to Deckle" : $"{(claim.Attribute == "diff" ? "differences" : "merges")} are left to '{claim.Value}': '{claim.Line}' ({claim.Place})";
        }

        string ours = place.ShownPath(place.Attributes);
        foreach (AttributeClaim claim in claims.Where(claim => claim.Attribute == "filter" && !claim.NamesDriver && claim.File != ours))
        {
            yield return $"'{claim.Line}' ({claim.Place}) yields to the line in {ours}; to keep it, install with --attributes {claim.File}";
        }

        foreach (ConfigEntry entry in entries.Where(entry => request.Migrate && Migration.HasOptions(entry)))
        {
            yield return $"what '{entry.Value}' was told to do beside its defaults is not carried over; say it in deckle.toml";
        }

        foreach (ForeignTool tool in ForeignTool.All.Where(tool => !request.Migrate && entries.Any(tool.Owns)))
        {
            yield return $"{tool.Name} is still configured; remove it with: deckle git install --migrate";
        }
    }
}
