namespace Deckle.Audit.Hygiene;

/// <summary>A rule as pre-commit knows it: an id, which files it is for, and arguments that set it up.</summary>
public sealed class HygieneRule
{
    private readonly Func<IReadOnlyList<string>, HygieneCheck> configure;

    internal HygieneRule(string id, string name, string description, IReadOnlyList<string> types, Func<IReadOnlyList<string>, HygieneCheck> configure)
    {
        Id = id;
        Name = name;
        Description = description;
        Types = types;
        this.configure = configure;
    }

    /// <summary>The id in pre-commit's configuration.</summary>
    public string Id { get; }

    /// <summary>What is shown while it runs.</summary>
    public string Name { get; }

    public string Description { get; }

    /// <summary>The tags of <see cref="FileTags"/> that a file must all have; none for every file.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The hooks of git it is meant for; none for all of them.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Whether it looks at the repository only: it runs whatever files there are, even none.</summary>
    public bool AlwaysRuns { get; init; }

    /// <summary>Whether it can mend what it finds.</summary>
    public bool Fixes { get; init; }

    /// <summary>The rule with its options set.</summary>
    /// <param name="arguments">The original's arguments, as in pre-commit's <c>args</c>: <c>["--maxkb=300", "--enforce-all"]</c>.</param>
    /// <exception cref="DeckleException"><c>hygiene-arguments-invalid</c>, in the words of the original.</exception>
    public HygieneCheck Configure(params IReadOnlyList<string> arguments) => configure(arguments);

    /// <summary>Whether the rule is for a file of these tags.</summary>
    public bool AppliesTo(IReadOnlySet<string> tags) => Types.All(tags.Contains);

    public override string ToString() => Id;
}
