namespace Deckle.Secrets;

/// <summary>Secrets that a run passes to its kernel, and to nobody else.</summary>
/// <param name="Source">Assigns them in the language of the kernel. Holds the values: it goes to the kernel and nowhere else.</param>
/// <param name="AfterCell">The cell behind which they are assigned; -1 for before all cells.</param>
public sealed record SecretInjection(IReadOnlyList<Secret> Secrets, string Source, int AfterCell)
{
    public override string ToString() => string.Join(", ", Secrets);
}
