namespace Deckle.Kernels.Hub;

/// <summary>A token that a hub made for us.</summary>
/// <param name="Id">By which it is revoked.</param>
/// <param name="Secret">What is sent. Not for any log.</param>
/// <param name="Expires">Null for never.</param>
internal sealed record HubToken(string Id, string Secret, DateTimeOffset? Expires)
{
    public override string ToString() => $"token {Id}";
}
