using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Exporting;

/// <summary>Collects the images and attachments of a document, named as nbconvert names them: <c>NAME_files/NAME_CELL_OUTPUT.png</c>.</summary>
/// <param name="options">Give the name, and whether images go into the document instead.</param>
/// <param name="canEmbed">Whether the format knows <c>data:</c> addresses.</param>
public sealed class ExportFiles(ExportOptions options, bool canEmbed = true)
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);

    public IReadOnlyList<ExportedFile> All => [.. files.Select(file => new ExportedFile(file.Key, file.Value))];

    /// <summary>The address of an output's image; null where its data are no base64.</summary>
    /// <param name="cell">The cell's place in the notebook.</param>
    /// <param name="output">The output's place in its cell.</param>
    /// <param name="mediaType">One for which <see cref="DisplayChoice.IsImage"/> is true.</param>
    public string? Image(MimeBundle data, string mediaType, int cell, int output)
    {
        byte[]? content = Decode(mediaType, data.Text(mediaType) ?? "");
        return content is null ? null
            : Address(string.Create(CultureInfo.InvariantCulture, $"{options.Name}_{cell}_{output}{Extension(mediaType)}"), mediaType, content);
    }

    /// <summary>A text or raw cell's source with its attachments' addresses in place of <c>attachment:NAME</c>.</summary>
    /// <param name="cell">The cell's place in the notebook.</param>
    public string WithAttachments(Cell source, int cell)
    {
        string text = source.Source;
        foreach (JsonMember attachment in source.Json.Get<JsonObject>("attachments") ?? JsonObject.Empty)
        {
            // Of several representations the first, as nbconvert.
            var bundle = new MimeBundle(attachment.Value as JsonObject ?? JsonObject.Empty);
            string? type = bundle.MediaTypes.FirstOrDefault();
            if (type is null || Decode(type, bundle.Text(type) ?? "") is not { } content)
            {
                continue;
            }

            string address = Address(Free(SafeName(attachment.Key), cell, content), type, content);
            text = text.Replace($"attachment:{attachment.Key}", address, StringComparison.Ordinal)
                .Replace($"attachment:{Uri.EscapeDataString(attachment.Key)}", address, StringComparison.Ordinal);
        }

        return text;
    }

    private string Address(string name, string mediaType, byte[] content)
    {
        if (options.EmbedImages && canEmbed)
        {
            return $"data:{mediaType};base64,{Convert.ToBase64String(content)}";
        }

        string path = $"{options.Name}_files/{name}";
        files[path] = content;
        return string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
    }

    // Every picture that was pasted into a notebook is called image.png.
    private string Free(string name, int cell, byte[] content)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        string candidate = name;
        for (int i = 0; files.TryGetValue($"{options.Name}_files/{candidate}", out ReadOnlyMemory<byte> other) && !other.Span.SequenceEqual(content); i++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{stem}_{cell}{(i == 0 ? "" : $"_{i}")}{Path.GetExtension(name)}");
        }

        return candidate;
    }

    // A name comes from the notebook, which may want to be written elsewhere.
    private static string SafeName(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        string safe = new([.. last.Where(c => !char.IsControl(c) && c is not (':' or '*' or '?' or '"' or '<' or '>' or '|'))]);
        return safe.Trim('.', ' ').Length == 0 ? "attachment" : safe;
    }

    private static byte[]? Decode(string mediaType, string text)
    {
        if (mediaType == DisplayChoice.Svg || mediaType.StartsWith("text/", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        byte[] content = new byte[text.Length];
        return Convert.TryFromBase64String(text, content, out int length) ? content[..length] : null;
    }

    private static string Extension(string mediaType) => mediaType switch
    {
        DisplayChoice.Png => ".png",
        DisplayChoice.Jpeg => ".jpg",
        DisplayChoice.Svg => ".svg",
        _ => ".pdf",
    };
}
