namespace Deckle.Stores.Tests.Servers;

/// <summary>What a <see cref="WebServer"/> was asked.</summary>
/// <param name="Target">The path and the query, as they were sent.</param>
public sealed record WebRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Path => Target.Split('?')[0];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A value of the query, decoded; null when it is not there.</summary>
    public string? Query(string name) => Target.Split('?', 2).ElementAtOrDefault(1)?
        .Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] == name)
        .Select(pair => Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""))
        .FirstOrDefault();
}
