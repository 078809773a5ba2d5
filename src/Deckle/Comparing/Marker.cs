namespace Deckle.Comparing;

/// <summary>A marker as it was found.</summary>
/// <param name="Name">As nbval's warnings show it: without its value.</param>
/// <param name="Value">What stands behind the name; empty for nbval's own markers.</param>
internal sealed record Marker(MarkerKind Kind, string Name, string Value, bool IsOn = true)
{
    private const string Prefix = "NBVAL_";

    private static readonly Dictionary<string, (MarkerKind Kind, bool IsOn)> Plain = new(StringComparer.Ordinal)
    {
        ["PYTEST_VALIDATE_IGNORE_OUTPUT"] = (MarkerKind.Check, false),
        ["NBVAL_IGNORE_OUTPUT"] = (MarkerKind.Check, false),
        ["NBVAL_CHECK_OUTPUT"] = (MarkerKind.Check, true),
        ["NBVAL_RAISES_EXCEPTION"] = (MarkerKind.CheckException, true),
        ["NBVAL_SKIP"] = (MarkerKind.Skip, true),
    };

    private static readonly Dictionary<string, MarkerKind> Valued = new(StringComparer.Ordinal)
    {
        ["NBVAL_RTOL"] = MarkerKind.Rtol,
        ["NBVAL_ATOL"] = MarkerKind.Atol,
        ["NBVAL_SKIP_COMPARE"] = MarkerKind.SkipCompare,
        ["NBVAL_ONLY_COMPARE"] = MarkerKind.OnlyCompare,
    };

    /// <summary>Whether a comment or tag looks as if it were meant as a marker.</summary>
    public static bool IsMeant(string text) =>
        text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || text.StartsWith("nbval-", StringComparison.OrdinalIgnoreCase);

    /// <summary>A marker of nbval is the whole text; ours have a value behind a colon or an equals sign.</summary>
    public static Marker? OfComment(string text)
    {
        if (Plain.TryGetValue(text, out (MarkerKind Kind, bool IsOn) plain))
        {
            return new Marker(plain.Kind, text, "", plain.IsOn);
        }

        int end = text.AsSpan().IndexOfAny(':', '=');
        string name = end < 0 ? "" : text[..end].TrimEnd();
        return Valued.TryGetValue(name, out MarkerKind kind) ? new Marker(kind, name, text[(end + 1)..].Trim()) : null;
    }

    /// <summary>Tags are the markers in lower case with hyphens: <c>nbval-skip</c>, <c>nbval-rtol=1e-3</c>.</summary>
    public static Marker? OfTag(string tag)
    {
        if (tag == "raises-exception")
        {
            return new Marker(MarkerKind.CheckException, tag, "");
        }

        int end = tag.AsSpan().IndexOfAny(':', '=');
        string name = end < 0 ? tag : tag[..end];
        bool isTag = name.All(c => char.IsAsciiLetterLower(c) || c == '-');
        return isTag && OfComment(name.ToUpperInvariant().Replace('-', '_') + (end < 0 ? "" : tag[end..])) is { } marker ? marker with { Name = name } : null;
    }
}
