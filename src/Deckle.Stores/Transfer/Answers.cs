using System.Net.Http.Headers;

namespace Deckle.Stores.Transfer;

/// <summary>What is the same in all servers' answers.</summary>
internal static class Answers
{
    private const int MostRead = 64 * 1024;

    /// <summary>The entity tag, where it tells every change: a weak one does not.</summary>
    public static string? Version(HttpResponseMessage response) => response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    /// <summary>Only the stores that promise it may say in other ways what they sent: none of them is asked for compressed content.</summary>
    public static bool IsCompressed(HttpResponseMessage response) =>
        response.Content.Headers.ContentEncoding is { Count: 1 } encodings && encodings.Single().Equals("gzip", StringComparison.OrdinalIgnoreCase);

    /// <summary>The beginning of an answer's text, as much as an error needs.</summary>
    public static async Task<string> TextAsync(HttpTransport transport, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MostRead];
        int length = 0;
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (length < buffer.Length && await transport.ReadAsync(stream, buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and int count)
            {
                length += count;
            }
        }
        catch (Exception e) when (HttpTransport.Interruption(e, cancellationToken) is not null)
        {
            // What has come must do.
        }

        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }

    /// <summary>Asks for the rest from a position on, if it is still the same version; at 0 for all there is.</summary>
    public static void Continue(HttpRequestHeaders headers, long position, string? version)
    {
        if (position > 0)
        {
            headers.Range = new RangeHeaderValue(position, null);
            headers.TryAddWithoutValidation("If-Match", version);
        }
    }

    /// <summary>A condition as the headers that HTTP has for it.</summary>
    public static void Add(HttpRequestHeaders headers, WriteCondition? condition)
    {
        if (condition is not null)
        {
            headers.TryAddWithoutValidation(condition.Version is null ? "If-None-Match" : "If-Match", condition.Version ?? "*");
        }
    }
}
