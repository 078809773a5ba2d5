namespace Deckle.Tool.Git.Configuring;

/// <summary>A program that Deckle can stand in for, and what it writes to connect git with notebooks.</summary>
/// <param name="Keys">Keys of git's configuration, in any scope.</param>
/// <param name="Attributes">Attributes with the driver it gives them.</param>
internal sealed record ForeignTool(string Name, IReadOnlyList<string> Keys, IReadOnlyList<(string Attribute, string Driver)> Attributes)
{
    public static IReadOnlyList<ForeignTool> All { get; } =
    [
        new(
            "nbstripout",
            ["filter.nbstripout.clean", "filter.nbstripout.smudge", "filter.nbstripout.required", "filter.nbstripout.extrakeys", "filter.nbstripout.keepmetadatakeys", "diff.ipynb.textconv"],
            [("filter", "nbstripout"), ("diff", "ipynb")]),
        new("nb-clean", ["filter.nb-clean.clean"], [("filter", "nb-clean")]),
        new(
            "nbdime",
            ["diff.jupyternotebook.command", "merge.jupyternotebook.driver", "merge.jupyternotebook.name", "difftool.nbdime.cmd", "mergetool.nbdime.cmd"],
            [("diff", "jupyternotebook"), ("merge", "jupyternotebook")]),
    ];

    /// <summary>Keys that others may use too, and which are the tool's only where the value names it.</summary>
    public bool Owns(ConfigEntry entry) => Keys.Contains(entry.Key) && (!entry.Key.StartsWith("diff.ipynb.", StringComparison.Ordinal) || entry.Value.Contains(Name, StringComparison.Ordinal));

    public bool Owns(AttributeClaim claim) => Attributes.Contains((claim.Attribute, claim.Value));
}
