namespace Deckle.Tool.Diffing.Operands;

/// <summary>Which two states of a repository are compared.</summary>
/// <param name="Revisions">What git is given: none, one, two, or a range.</param>
/// <param name="IsCached">Whether the index is compared with a revision.</param>
/// <param name="Before">How people are told the side before.</param>
/// <param name="After">The same; null for the work tree.</param>
internal sealed record Sides(IReadOnlyList<string> Revisions, bool IsCached, string Before, string? After)
{
    public const string Index = "index";
    private const string Head = "HEAD";

    /// <exception cref="DeckleException"><c>usage</c>.</exception>
    public static Sides Of(IReadOnlyList<string> revisions, bool isCached) => revisions switch
    {
        [] => isCached ? new Sides(revisions, true, Head, Index) : new Sides(revisions, false, Index, null),
        [var one] when Range(one) is { } range => isCached ? throw OperandErrors.CachedRange(one) : new Sides(revisions, false, range.IsSymmetric ? one : range.From, range.To),
        [var one] => new Sides(revisions, isCached, one, isCached ? Index : null),
        [var before, var after] when !isCached && Range(before) is null && Range(after) is null => new Sides(revisions, false, before, after),
        _ => throw OperandErrors.TooManyRevisions(revisions, isCached),
    };

    /// <summary>The single revisions that were named, for when one of them is wrong.</summary>
    public IEnumerable<string> Ends => Revisions.SelectMany(revision => Range(revision) is { } range ? (string[])[range.From, range.To] : [revision]);

    public static bool IsRange(string revision) => Range(revision) is not null;

    /// <summary>The ends of a range; what is left out is HEAD. Null for a single revision.</summary>
    private static (string From, string To, bool IsSymmetric)? Range(string revision)
    {
        int dots = Braces.IndexOutside(revision, "..");

        // Not the dots of HEAD:../a.ipynb.
        if (dots < 0 || (Braces.IndexOutside(revision, ":") is var colon && colon >= 0 && colon < dots))
        {
            return null;
        }

        bool isSymmetric = revision.AsSpan(dots).StartsWith("...");
        string to = revision[(dots + (isSymmetric ? 3 : 2))..];
        return (dots == 0 ? Head : revision[..dots], to.Length == 0 ? Head : to, isSymmetric);
    }
}
