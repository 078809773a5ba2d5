namespace Deckle.Secrets;

/// <summary>Where a secret stands in a text.</summary>
/// <param name="Start">In bytes of UTF-8.</param>
/// <param name="Length">Likewise.</param>
/// <param name="Mark">What is to stand there.</param>
public readonly record struct SecretPlace(int Start, int Length, string Mark);
