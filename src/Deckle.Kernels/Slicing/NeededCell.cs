namespace Deckle.Kernels.Slicing;

/// <summary>An earlier cell that must run again before later ones can.</summary>
/// <param name="Place">Among the earlier cells that were asked about, from 0.</param>
/// <param name="Reason">A clause: <c>it sets df</c>.</param>
public sealed record NeededCell(int Place, string Reason);
