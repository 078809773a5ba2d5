using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Deckle.Stores.S3;

/// <summary>Amazon's request signature, version 4 (AWS4-HMAC-SHA256).</summary>
/// <param name="service"><c>s3</c>, or <c>sts</c> for tokens.</param>
internal sealed class SigV4(string service, string region, TimeProvider time)
{
    /// <summary>Of no content at all.</summary>
    public static readonly string EmptyHash = Hash([]);

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Adds the headers that the signature needs, and the signature. All headers that are there by now are signed.</summary>
    /// <param name="contentHash">Lower-case hexadecimal SHA-256 of the body.</param>
    public void Sign(HttpRequestMessage request, AwsCredentials credentials, string contentHash)
    {
        string now = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.Host = request.RequestUri!.IsDefaultPort ? request.RequestUri.Host : request.RequestUri.Authority;
        request.Headers.TryAddWithoutValidation("x-amz-date", now);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", contentHash);
        if (credentials.SessionToken is { } token)
        {
            request.Headers.TryAddWithoutValidation("x-amz-security-token", token);
        }

        (string Name, string Value)[] headers =
        [
            .. request.Headers.NonValidated
                .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value.Select(value => value.Trim()))))
                .OrderBy(header => header.Name, StringComparer.Ordinal),
        ];
        string names = string.Join(';', headers.Select(header => header.Name));
        string canonical = string.Join('\n',
        [
            request.Method.Method,
            request.RequestUri.AbsolutePath,
            Canonical(request.RequestUri.Query),
            .. headers.Select(header => $"{header.Name}:{header.Value}"),
            "",
            names,
            contentHash,
        ]);
        string scope = $"{now[..8]}/{region}/{service}/aws4_request";
        string text = $"AWS4-HMAC-SHA256\n{now}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        byte[] key = Encoding.UTF8.GetBytes($"AWS4{credentials.SecretKey}");
        foreach (string part in (ReadOnlySpan<string>)[now[..8], region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    // Sorted by name; one without a value gets its equals sign. Ours are encoded already.
    private static string Canonical(string query) => string.Join('&', query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : $"{pair}=")
        .Order(StringComparer.Ordinal));
}
