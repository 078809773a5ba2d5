namespace Deckle.Parameters;

/// <summary>A parameter that a notebook declares: an assignment in its cell tagged <c>parameters</c>.</summary>
public sealed record Parameter
{
    public required string Name { get; init; }

    /// <summary>The type as it is written in an annotation or a type comment; <c>None</c> where there is neither (papermill's <c>inferred_type_name</c>).</summary>
    public string TypeName { get; init; } = "None";

    /// <summary>The declared type, else the one that the default shows.</summary>
    public ParameterType Type { get; init; }

    /// <summary>The source of the default, comments and line breaks removed; null for a declaration without value (<c>x: int</c>).</summary>
    public string? Default { get; init; }

    /// <summary>The comment behind the assignment; empty for none.</summary>
    public string Help { get; init; } = "";

    /// <summary>Line in the cell, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Whether a value must be given: declared with a type and no default.</summary>
    public bool IsRequired => Default is null;
}
