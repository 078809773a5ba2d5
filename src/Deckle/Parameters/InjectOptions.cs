namespace Deckle.Parameters;

/// <summary>How parameters are put into a notebook.</summary>
public sealed record InjectOptions
{
    public static InjectOptions Default { get; } = new();

    /// <summary>The kernel's name, where it is not the notebook's own.</summary>
    public string? KernelName { get; init; }

    /// <summary>The language, where it is not the notebook's own.</summary>
    public string? Language { get; init; }

    /// <summary>The comment on the first line of the injected cell.</summary>
    public string Comment { get; init; } = "Parameters";

    /// <summary>Hides the source of every code cell (<c>metadata.jupyter.source_hidden</c>).</summary>
    public bool ReportMode { get; init; }

    /// <summary>Makes parameters that are not declared, and required ones that are not given, an error.</summary>
    public bool Strict { get; init; }

    /// <summary>Parameters that a notebook need not declare because they come from the run, not from whoever asked for it.</summary>
    public IReadOnlyCollection<string> Undeclared { get; init; } = [];

    /// <summary>Parameters that get their values by another way and so are not missing: secrets.</summary>
    public IReadOnlyCollection<string> GivenOtherwise { get; init; } = [];

    /// <summary>
    /// Gives the new cell's id. By default the id of the cell it replaces, else <c>injected-parameters</c>: the same input gives the same notebook.
    /// </summary>
    public Func<string>? NewId { get; init; }
}
