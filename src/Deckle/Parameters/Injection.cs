namespace Deckle.Parameters;

/// <summary>A notebook with its parameters, and what did not fit.</summary>
/// <param name="Notebook">The notebook; the one that was given where there was nothing to inject.</param>
public sealed record Injection(Notebook Notebook)
{
    /// <summary>The index of the injected cell; null where nothing was injected.</summary>
    public int? CellIndex { get; init; }

    /// <summary>What the notebook declares.</summary>
    public IReadOnlyList<Parameter> Declared { get; init; } = [];

    /// <summary>Names given but not declared. Empty also where the language's declarations cannot be read.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Names declared with a type and no default (<c>x: int</c>) and not given.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Sentences for the log, in papermill's words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
