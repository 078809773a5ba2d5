using Deckle.Text;

namespace Deckle.Stores;

/// <summary>
/// Where something is kept, as users write it: a path, <c>-</c>, <c>file://</c>, <c>http(s)://</c>, <c>s3://bucket/key</c>, <c>gs://bucket/object</c>,
/// <c>az://account/container/blob</c>, and papermill's <c>abs://account.blob.core.windows.net/container/blob?sas</c>.
/// </summary>
public sealed record StoreAddress
{
    private const string BlobHost = ".blob.core.windows.net";
    private const string LakeHost = ".dfs.core.windows.net";

    private static readonly string[] Known = ["file", "http", "https", "s3", "gs", "az", "abs", "abfs"];

    private StoreAddress(StoreScheme scheme, string text)
    {
        Scheme = scheme;
        Text = text;
    }

    public StoreScheme Scheme { get; private init; }

    /// <summary>As it was given. May hold secrets, such as a shared access signature: never for people's eyes; see <see cref="ToString"/>.</summary>
    public string Text { get; private init; }

    /// <summary>The bucket, or the container of Azure; empty for other stores.</summary>
    public string Bucket { get; private init; } = "";

    /// <summary>The path of a file, the key in a bucket, not encoded; empty for the bucket itself and for other stores.</summary>
    public string Key { get; private init; } = "";

    /// <summary>Azure's storage account; empty for other stores.</summary>
    public string Account { get; private init; } = "";

    /// <summary>What stands behind the <c>?</c> of an Azure address: the shared access signature, a secret.</summary>
    internal string Signature { get; private init; } = "";

    /// <summary>Whether it is neither a file nor a stream of this machine.</summary>
    public bool IsRemote => Scheme is not (StoreScheme.File or StoreScheme.Stream);

    /// <summary>Whether it names all that lies below it rather than one thing: it ends with a slash, or is a whole bucket.</summary>
    public bool IsFolder => IsRemote && Scheme != StoreScheme.Http ? Key.Length == 0 || Key.EndsWith('/') : Scheme != StoreScheme.Stream && Text.EndsWith('/');

    /// <summary>The last part of the name: <c>report.ipynb</c>.</summary>
    public string Name
    {
        get
        {
            string path = Scheme == StoreScheme.Http ? Uri.UnescapeDataString(new Uri(Text).AbsolutePath) : Key;
            return path[(path.LastIndexOf('/') + 1)..];
        }
    }

    /// <exception cref="DeckleException"><c>store-unknown-scheme</c>, <c>store-address-invalid</c>, <c>store-retired</c>.</exception>
    public static StoreAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "-")
        {
            return new StoreAddress(StoreScheme.Stream, text);
        }

        int end = text.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0 || !IsScheme(text.AsSpan(0, end)))
        {
            return new StoreAddress(StoreScheme.File, text) { Key = text };
        }

        string scheme = text[..end].ToLowerInvariant();
        string rest = text[(end + 3)..];
        return scheme switch
        {
            "file" => File(text, rest),
            "http" or "https" => Http(text),
            "s3" or "s3a" or "s3n" => InBucket(StoreScheme.S3, text, rest),
            "gs" or "gcs" => InBucket(StoreScheme.Gcs, text, rest),
            "az" or "abs" => Blob(text, rest),
            "abfs" or "abfss" => Lake(text, rest),
            "adl" => throw StoreErrors.Retired(Shown(text)),
            _ => throw StoreErrors.UnknownScheme(scheme, NearestName.Of(scheme, Known), Known),
        };
    }

    /// <summary>Whether a text is the address of a remote store, known or not, and no path.</summary>
    public static bool LooksRemote(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end && IsScheme(text.AsSpan(0, end)) && !text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A text that may be an address, without the secrets that addresses carry.</summary>
    public static string Redact(string text) => LooksRemote(text) ? Shown(text) : text;

    /// <summary>The same place with another key.</summary>
    public StoreAddress WithKey(string key)
    {
        string place = Scheme == StoreScheme.Azure ? $"az://{Account}/{Bucket}/" : Scheme == StoreScheme.Gcs ? $"gs://{Bucket}/" : $"s3://{Bucket}/";
        return this with { Key = key, Text = place + key + (Signature.Length > 0 ? $"?{Signature}" : "") };
    }

    /// <summary>For people: without user name, password and query, where signatures and tokens stand.</summary>
    public override string ToString() => IsRemote ? Shown(Text) : Text;

    private static string Shown(string text)
    {
        int start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        bool isKey = text.StartsWith("s3", StringComparison.OrdinalIgnoreCase) || text.StartsWith('g');

        // Keys of S3 and Google may hold any character; in the others a query may hold a signature.
        int query = isKey ? -1 : text.AsSpan(start).IndexOfAny('?', '#');
        string shown = query < 0 ? text : $"{text[..(start + query)]}?...";
        int slash = shown.IndexOf('/', start);
        string authority = slash < 0 ? shown[start..] : shown[start..slash];
        bool isLake = text.StartsWith("abfs", StringComparison.OrdinalIgnoreCase);
        int user = isLake || isKey ? -1 : authority.LastIndexOf('@');
        return user < 0 ? shown : string.Concat(shown.AsSpan(0, start), shown.AsSpan(start + user + 1));
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }

    private static StoreAddress File(string text, string rest)
    {
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string host = slash < 0 ? rest : rest[..slash];
        if (slash < 0 || (host.Length > 0 && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)))
        {
            throw StoreErrors.AddressInvalid(text, "write it as file:///folder/notebook.ipynb");
        }

        string path = Uri.UnescapeDataString(rest[slash..]);
        return new StoreAddress(StoreScheme.File, path) { Key = path };
    }

    private static StoreAddress Http(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0
            ? new StoreAddress(StoreScheme.Http, text)
            : throw StoreErrors.AddressInvalid(Shown(text), "write it as https://host/folder/notebook.ipynb");

    private static StoreAddress InBucket(StoreScheme scheme, string text, string rest)
    {
        (string bucket, string key) = Split(rest);
        return bucket.Length == 0
            ? throw StoreErrors.AddressInvalid(text, scheme == StoreScheme.S3 ? "write it as s3://bucket/key" : "write it as gs://bucket/object")
            : new StoreAddress(scheme, text) { Bucket = bucket, Key = key };
    }

    private static StoreAddress Blob(string text, string rest)
    {
        (string path, string signature) = Query(rest);
        (string host, string place) = Split(path);
        (string container, string key) = Split(place);
        string account = host.EndsWith(BlobHost, StringComparison.OrdinalIgnoreCase) ? host[..^BlobHost.Length] : host;
        if (account.Length == 0 || account.Contains('.', StringComparison.Ordinal) || account.Contains('@', StringComparison.Ordinal) || container.Length == 0)
        {
            throw StoreErrors.AddressInvalid(Shown(text), "write it as az://account/container/blob");
        }

        return new StoreAddress(StoreScheme.Azure, text) { Account = account, Bucket = container, Key = key, Signature = signature };
    }

    // Data Lake Storage (Gen2) and Blob Storage are two ways to the same data.
    private static StoreAddress Lake(string text, string rest)
    {
        (string path, string signature) = Query(rest);
        (string authority, string key) = Split(path);
        string[] parts = authority.Split('@');
        return parts is [{ Length: > 0 } container, var host] && host.EndsWith(LakeHost, StringComparison.OrdinalIgnoreCase)
            ? new StoreAddress(StoreScheme.Azure, text) { Account = host[..^LakeHost.Length], Bucket = container, Key = key, Signature = signature }
            : throw StoreErrors.AddressInvalid(Shown(text), "write it as abfs://container@account.dfs.core.windows.net/path");
    }

    private static (string Head, string Tail) Split(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..]);
    }

    private static (string Path, string Query) Query(string text)
    {
        int mark = text.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (text, "") : (text[..mark], text[(mark + 1)..]);
    }
}
