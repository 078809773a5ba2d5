namespace Deckle.Stores;

/// <summary>The kind of store an address is in.</summary>
public enum StoreScheme
{
    /// <summary><c>-</c>: standard input and output.</summary>
    Stream,

    File,
    Http,
    S3,

    /// <summary>Google Cloud Storage.</summary>
    Gcs,

    /// <summary>Azure Blob Storage.</summary>
    Azure,
}
