namespace Deckle.Comparing;

/// <summary>Whether two values pass as the same, and where they differ if that can be said.</summary>
internal sealed record ValueVerdict(bool AreSame, string Note, IReadOnlyList<ValueDetail> Details)
{
    public static ValueVerdict Same { get; } = new(AreSame: true, "", []);

    public static ValueVerdict Differs(IReadOnlyList<ValueDetail> details, string note = "") => new(AreSame: false, note, details);
}
