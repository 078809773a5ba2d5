using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Summaries;

/// <summary>An output in the size that somebody can read: text with its beginning and end, tables, plots and pictures by what they are.</summary>
/// <param name="Form">As what it is told.</param>
/// <param name="MediaType">The type that is told; null for streams and errors.</param>
/// <param name="Text">What it shows, in no more than about the bytes that were allowed.</param>
/// <param name="Bytes">The size of what is told in full.</param>
/// <param name="IsCut">Whether the text is less than that.</param>
public sealed record OutputDigest(OutputForm Form, string? MediaType, string Text, long Bytes, bool IsCut)
{
    /// <summary>The size of a table; null for other forms.</summary>
    public TableSummary? Table { get; init; }

    /// <summary>What the output holds; empty for streams and errors.</summary>
    public IReadOnlyList<Representation> Representations { get; init; } = [];

    public static OutputDigest Of(Output output, int mostBytes)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.Kind switch
        {
            OutputKind.Stream => Excerpt(OutputForm.Text, null, Multiline.Join(output.Json["text"]) ?? JsonString.Empty, mostBytes),
            OutputKind.Error => Excerpt(OutputForm.Error, null, new JsonString(ErrorText(output)), mostBytes),
            _ => Data(output.Data, mostBytes) with { Representations = Representation.Of(output.Data) },
        };
    }

    /// <summary>All of the text that <see cref="Of"/> shows a part of.</summary>
    /// <param name="mediaType">One of the output's types; null for what is best read.</param>
    /// <returns>Null where the output has no such type, or nothing that is text.</returns>
    public static ReadOnlyMemory<byte>? FullText(Output output, string? mediaType)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (mediaType is not null)
        {
            return Value(output.Data, mediaType)?.Utf8;
        }

        return output.Kind switch
        {
            OutputKind.Stream => (Multiline.Join(output.Json["text"]) ?? JsonString.Empty).Utf8,
            OutputKind.Error => Encoding.UTF8.GetBytes(ErrorText(output)),
            _ => BestText(output.Data) is { } best ? Value(output.Data, best)?.Utf8 : null,
        };
    }

    /// <summary>An error with its traceback, without colours.</summary>
    private static string ErrorText(Output output)
    {
        string head = $"{output.ErrorName}: {output.ErrorValue}";
        string traceback = TerminalText.Plain(string.Join('\n', output.Traceback)).TrimEnd();
        int rule = traceback.AsSpan().IndexOfAnyExcept('-');
        traceback = rule > 10 ? traceback[rule..].TrimStart('\n') : traceback;

        // IPython ends its traceback with the error; kernels that do not, and runs that lost it, are told by the error.
        return traceback.Length == 0 ? head : traceback.Contains(output.ErrorValue, StringComparison.Ordinal) ? traceback : $"{traceback}\n{head}";
    }

    private static OutputDigest Data(MimeBundle data, int mostBytes)
    {
        if (data.Json.FirstOrDefault(member => PlotSummary.Knows(member.Key) && member.Value is JsonObject) is { Key: { } plot, Value: JsonObject content })
        {
            return Summary(OutputForm.Plot, data, plot, PlotSummary.Of(plot, content));
        }

        if (data.Text("text/html") is { } html && TableSummary.Of(html, mostBytes) is { } table)
        {
            return Summary(OutputForm.Table, data, "text/html", table.Text) with { Table = table };
        }

        if (data.MediaTypes.FirstOrDefault(type => type.StartsWith("image/", StringComparison.Ordinal)) is { } image)
        {
            return Image(data, image, mostBytes);
        }

        if (data.Json.Has("application/vnd.jupyter.widget-view+json"))
        {
            return Summary(OutputForm.Widget, data, "application/vnd.jupyter.widget-view+json", TextExcerpt.Of($"widget {data.Text("text/plain")}".TrimEnd(), mostBytes).Text);
        }

        // Objects without a text of their own say only that they are.
        if (data.Text("text/html") is { } page && (data.Text("text/plain") is not { } plain || IsBareObject(plain)) && HtmlText.Of(page) is { Length: > 0 } text)
        {
            TextExcerpt excerpt = TextExcerpt.Of(text, mostBytes);
            return new OutputDigest(OutputForm.Html, "text/html", excerpt.Text, Size(data, "text/html"), excerpt.IsCut);
        }

        // A broken notebook may hold anything there.
        return BestText(data) is { } best && Value(data, best) is { } value
            ? Excerpt(MimeBundle.IsJson(best) ? OutputForm.Json : OutputForm.Text, best, value, mostBytes)
            : Unread(data);
    }

    private static OutputDigest Image(MimeBundle data, string type, int mostBytes)
    {
        long bytes = Size(data, type);
        string size = Multiline.Join(data.Json[type]) is { } base64 && ImageSize.Of(base64.Utf8.Span) is var (width, height)
            ? string.Create(CultureInfo.InvariantCulture, $", {width}×{height} pixels")
            : "";

        // Matplotlib's text is <Figure size 640x480 with 1 Axes>, which tells more than nothing.
        string plain = data.Text("text/plain") is { Length: > 0 } text ? $" {TextExcerpt.Of(text, Math.Min(mostBytes, PlotSummary.Longest)).Text}" : "";
        return Summary(OutputForm.Image, data, type, string.Create(CultureInfo.InvariantCulture, $"[{type}{size}, {bytes} bytes]{plain}"));
    }

    private static OutputDigest Summary(OutputForm form, MimeBundle data, string type, string text) => new(form, type, text, Size(data, type), IsCut: true);

    private static OutputDigest Excerpt(OutputForm form, string? type, JsonString text, int mostBytes)
    {
        TextExcerpt excerpt = TextExcerpt.Of(text.Utf8, mostBytes);
        return new OutputDigest(form, type, excerpt.Text, excerpt.Bytes, excerpt.IsCut);
    }

    private static OutputDigest Unread(MimeBundle data)
    {
        string? type = data.MediaTypes.FirstOrDefault();
        return new OutputDigest(OutputForm.Data, type, data.Json.Count == 0 ? "" : $"[{string.Join(", ", data.MediaTypes)}]", type is null ? 0 : Size(data, type), IsCut: data.Json.Count > 0);
    }

    private static string? BestText(MimeBundle data) =>
        ((string[])["text/markdown", "text/plain", "text/latex", "text/html", "application/json", "application/javascript"]).FirstOrDefault(data.Json.Has)
        ?? data.MediaTypes.FirstOrDefault(type => type.StartsWith("text/", StringComparison.Ordinal) || MimeBundle.IsJson(type));

    private static JsonString? Value(MimeBundle data, string type) => data.Json[type] switch
    {
        null => null,
        var value when MimeBundle.IsJson(type) => new JsonString(value.ToString()),
        var value => Multiline.Join(value),
    };

    private static bool IsBareObject(string plain) => plain.StartsWith('<') && plain.EndsWith('>') && !plain.Contains('\n', StringComparison.Ordinal);

    private static long Size(MimeBundle data, string type) => Representation.Of(new MimeBundle(JsonObject.Of((type, data.Json[type]!))))[0].Bytes;
}
