namespace Deckle.Tool.Mcp.Redaction;

/// <summary>What stands in place of a secret.</summary>
/// <param name="Start">Where the mark stands in the text that is shown.</param>
/// <param name="Value">What the mark hides.</param>
internal readonly record struct HiddenPart(int Start, string Mark, string Value)
{
    public int End => Start + Mark.Length;
}
