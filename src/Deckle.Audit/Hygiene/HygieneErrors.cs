namespace Deckle.Audit.Hygiene;

/// <summary>The errors of setting up rules.</summary>
internal static class HygieneErrors
{
    public static DeckleException Arguments(string rule, string what) =>
        new("hygiene-arguments-invalid", $"{rule}: {what}", "correct args of this hook; docs/hygiene.md lists what each takes");
}
