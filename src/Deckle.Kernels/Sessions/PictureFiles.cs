using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Deckle.Json;

namespace Deckle.Kernels.Sessions;

/// <summary>Writes the pictures of outputs into files, for those who cannot show them where they stand.</summary>
internal static class PictureFiles
{
    private static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal)
    {
        ["image/png"] = "png",
        ["image/jpeg"] = "jpg",
        ["image/gif"] = "gif",
        ["image/webp"] = "webp",
        ["image/svg+xml"] = "svg",
        ["application/pdf"] = "pdf",
    };

    /// <returns><c>{mime, path, bytes}</c> for each; a picture that cannot be written is left out.</returns>
    public static JsonArray Write(JsonObject? data, string folder, string job, int at)
    {
        JsonArray files = JsonArray.Empty;
        foreach (JsonMember member in data ?? JsonObject.Empty)
        {
            if (Endings.TryGetValue(member.Key, out string? ending) && member.Value is JsonString text && Decode(ending, text) is { } bytes)
            {
                string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{job}-{at}.{ending}"));
                try
                {
                    File.WriteAllBytes(path, bytes);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    continue;
                }

                files = files.Add(JsonObject.Of(("mime", member.Key), ("path", path), ("bytes", bytes.Length)));
            }
        }

        return files;
    }

    private static byte[]? Decode(string ending, JsonString text)
    {
        if (ending == "svg")
        {
            return text.Utf8.ToArray();
        }

        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Utf8.Length)];
        return Base64.DecodeFromUtf8(text.Utf8.Span, bytes, out _, out int written) == OperationStatus.Done ? bytes[..written] : null;
    }
}
