using System.Globalization;
using Deckle.Json;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Tokens;

/// <summary>Servers that hand out tokens as JSON: OAuth 2.0's, and the metadata services of machines in a cloud.</summary>
internal sealed class TokenEndpoint(HttpTransport transport)
{
    /// <summary>Exchanges what one has for a token (RFC 6749).</summary>
    /// <param name="source">Where the credentials are from.</param>
    /// <exception cref="DeckleException"><c>store-credentials-invalid</c>, <c>store-unavailable</c>.</exception>
    public async Task<AccessToken> ExchangeAsync(StoreAddress address, Uri endpoint, IReadOnlyList<KeyValuePair<string, string>> form, string source, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await transport.SendAsync(
            _ => ValueTask.FromResult(new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) }), address, cancellationToken: cancellationToken).ConfigureAwait(false);
        JsonObject answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        return Token(answer, source) ?? throw StoreErrors.CredentialsInvalid(
            source, $"{endpoint.Host} answers {(int)response.StatusCode} {Code(answer.GetText("error"))}".TrimEnd());
    }

    /// <summary>Asks the machine's metadata service; null when there is none, or it has no token for us.</summary>
    public async Task<AccessToken?> AskNearAsync(HttpRequestMessage request, string source, CancellationToken cancellationToken)
    {
        using HttpResponseMessage? response = await transport.AskNearAsync(request, cancellationToken).ConfigureAwait(false);
        return response is null ? null : Token(await ReadAsync(response, cancellationToken).ConfigureAwait(false), source);
    }

    /// <summary>The object of an answer; an empty one when there is none.</summary>
    public async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return JsonReader.Read(await Answers.TextAsync(transport, response, cancellationToken).ConfigureAwait(false)) as JsonObject ?? JsonObject.Empty;
        }
        catch (JsonSyntaxException)
        {
            return JsonObject.Empty;
        }
    }

    private AccessToken? Token(JsonObject answer, string source)
    {
        // Azure's metadata service writes numbers as strings.
        string? seconds = answer.GetText("expires_in") ?? answer["expires_in"]?.ToString();
        return answer.GetText("access_token") is { } token
            ? new AccessToken(token, transport.Options.Time.GetUtcNow().AddSeconds(double.TryParse(seconds, CultureInfo.InvariantCulture, out double life) ? life : 300), source)
            : null;
    }

    // A word of the standard, such as invalid_client; anything else might repeat what was sent.
    private static string Code(string? error) => error is { Length: < 40 } && error.All(c => char.IsAsciiLetter(c) || c == '_') ? error : "";
}
