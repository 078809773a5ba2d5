using System.Text;

namespace Deckle.Tool.HostTools.Web;

/// <summary>What a web server answered.</summary>
/// <param name="Address">The last one, behind all redirects.</param>
internal sealed record WebPage(Uri Address, int Status, string ContentType, byte[] Content)
{
    /// <summary>What the server calls the encoding; null where it says nothing.</summary>
    public string? Charset { get; init; }

    /// <summary>The content as text; null where its type says that it is none, or nobody knows how to read it.</summary>
    public string? Text => IsText ? Encoding?.GetString(Content) : null;

    /// <summary>The charset of a text that cannot be read for it; null where there is no such obstacle.</summary>
    public string? UnknownCharset => IsText && Encoding is null ? Charset : null;

    // Without a charset what is no UTF-8 could be anything.
    private Encoding? Encoding =>
        !string.IsNullOrEmpty(Charset) ? Charsets.Find(Charset)
        : System.Text.Unicode.Utf8.IsValid(Content) ? Encoding.UTF8
        : null;

    private bool IsText =>
        ContentType.Length == 0
            || ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || ContentType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
            || ContentType.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
            || ContentType.EndsWith("javascript", StringComparison.OrdinalIgnoreCase);

    /// <param name="limit">In bytes, decompressed.</param>
    /// <exception cref="DeckleException"><c>host-tool-too-large</c>.</exception>
    public static async Task<WebPage> ReadAsync(Uri address, HttpResponseMessage response, long limit, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
            byte[] buffer = new byte[64 * 1024];
            while (await body.ReadAsync(buffer, cancellationToken) is > 0 and int read)
            {
                if (content.Length + read > limit)
                {
                    throw HostToolCallErrors.TooLarge($"the page of {address.Authority}", limit);
                }

                content.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw HostToolCallErrors.CouldNot($"web_fetch: {address.Authority}", e.Message);
        }

        return new WebPage(address, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", content.ToArray())
        {
            Charset = response.Content.Headers.ContentType?.CharSet?.Trim('"', ' '),
        };
    }
}
