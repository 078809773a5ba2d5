namespace Deckle.Stores.Transfer;

/// <summary>What stores are told about the kind of content, so that browsers show it well.</summary>
internal static class ContentType
{
    public static string Of(StoreAddress address) => Path.GetExtension(address.Name).ToLowerInvariant() switch
    {
        ".ipynb" => "application/x-ipynb+json",
        ".json" => "application/json",
        ".csv" => "text/csv",
        ".html" => "text/html",
        _ => "application/octet-stream",
    };
}
