namespace Deckle.Kernels.Warm;

/// <summary>The errors of warm kernels. A run never ends with one: its kernel is started cold instead.</summary>
internal static class WarmErrors
{
    public static WarmUnavailableException Unavailable(string reason) => new(reason);

    /// <summary>The server has ended meanwhile, or is about to.</summary>
    public static WarmUnavailableException ServerEnded(string reason) => new(reason, isStale: true);

    public static DeckleException PreloadRefused(string reason) =>
        new("preload-refused", reason, "leave it out of --preload; cells import it as ever");
}
