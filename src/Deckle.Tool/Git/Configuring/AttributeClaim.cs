namespace Deckle.Tool.Git.Configuring;

/// <summary>A line that says what git does with notebooks.</summary>
/// <param name="File">The gitattributes file.</param>
/// <param name="Number">The line's, from 1.</param>
/// <param name="Line">The line as it stands there.</param>
/// <param name="Pattern">The files it is for.</param>
/// <param name="Attribute"><c>filter</c>, <c>diff</c> or <c>merge</c>.</param>
/// <param name="Value">The driver, or <c>unset</c>, <c>unspecified</c>, <c>set</c>.</param>
internal sealed record AttributeClaim(string File, int Number, string Line, string Pattern, string Attribute, string Value)
{
    public string Place => $"{File}:{Number}";

    /// <summary>Whether it names a driver, ours or another; else it takes one away.</summary>
    public bool NamesDriver => Value is not ("unset" or "unspecified" or "set" or "");
}
