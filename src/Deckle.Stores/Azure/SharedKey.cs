using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Deckle.Stores.Azure;

/// <summary>Azure Storage's signature with the account's key ("Authorize with Shared Key", Blob service, 2009-09-19 and later).</summary>
internal static class SharedKey
{
    /// <summary>Signs what is there by now: everything else of the request must be set.</summary>
    public static void Sign(HttpRequestMessage request, string account, byte[] key)
    {
        string Header(string name) => request.Headers.NonValidated.TryGetValues(name, out var values) ? string.Join(',', values) : "";
        long length = request.Content?.Headers.ContentLength ?? 0;
        string type = request.Content?.Headers.ContentType?.ToString() ?? "";
        string resource = $"/{account}{request.RequestUri!.AbsolutePath}";
        IEnumerable<string> parameters = request.RequestUri.Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => $"\n{Uri.UnescapeDataString(pair[0]).ToLowerInvariant()}:{Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")}")
            .Order(StringComparer.Ordinal);
        IEnumerable<string> own = request.Headers.NonValidated
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value)))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .Select(header => $"{header.Name}:{header.Value}\n");
        string text = string.Join('\n',
        [
            request.Method.Method,
            "", // Content-Encoding
            "", // Content-Language
            length > 0 ? length.ToString(CultureInfo.InvariantCulture) : "",
            "", // Content-MD5
            type,
            "", // Date: x-ms-date stands for it
            "", // If-Modified-Since
            Header("If-Match"),
            Header("If-None-Match"),
            "", // If-Unmodified-Since
            Header("Range"),
            string.Concat(own) + resource + string.Concat(parameters),
        ]);
        string signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {account}:{signature}");
    }
}
