namespace Deckle.Tool.Compat.Papermill;

/// <summary>An option as click, the library of papermill's command line, knows them.</summary>
/// <param name="Key">The name of its value.</param>
/// <param name="Names">How it is written; the first is shown in errors.</param>
internal sealed record ClickOption(string Key, params string[] Names)
{
    /// <summary>How many arguments follow it: none for a flag.</summary>
    public int Values { get; init; }

    /// <summary>How the opposite of a flag is written.</summary>
    public string? Opposite { get; init; }

    /// <summary>Whether its value is a whole number.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The only values it takes; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public required string Help { get; init; }
}
