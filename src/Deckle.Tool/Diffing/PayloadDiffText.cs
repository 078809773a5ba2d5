using System.Globalization;
using Deckle.Comparing;
using Deckle.Diffing;
using Deckle.Json;
using Deckle.Tool.Rendering.Ansi;
using Deckle.Tool.Rendering.Images;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Writes how the representations of a result or an attachment changed: tables as tables, pictures by what is seen of them, the rest by lines, paths or size.</summary>
internal sealed class PayloadDiffText(TerminalWriter writer, DiffTextOptions options, WidgetNames widgets)
{
    // Decoding takes some ten milliseconds a picture: a re-run notebook of a hundred plots would take seconds to be told as text.
    private const long MostPixels = 6_000_000;

    // What is no thing to read on a terminal, however it is laid out.
    private const int LongestHtml = 2_000_000;

    // The first lines of markup that changed say where; the whole is for a browser.
    private const int MostMarkupLines = 10;

    private long pixels;

    public void Write(MimeBundle before, MimeBundle after, string indent)
    {
        // Beside a table or a picture the plain text is only its stand-in.
        bool hasBetter = (after.Text("text/html") is { } html && HasTable(html)) || after.MediaTypes.Any(Payload.IsPicture);
        foreach (string type in before.MediaTypes.Union(after.MediaTypes))
        {
            switch (before.Json[type], after.Json[type])
            {
                case ({ } old, null):
                    Heading(indent, $"- {type} {Description(type, old)}", TerminalStyle.Removed);
                    break;
                case (null, { } young):
                    Heading(indent, $"+ {type} {Description(type, young)}", TerminalStyle.Added);
                    break;
                case ({ } old, { } young) when old != young:
                    Changed(type, old, young, indent, isAside: hasBetter && type == "text/plain");
                    break;
            }
        }
    }

    public void WriteWhole(MimeBundle data, char sign, string indent)
    {
        TerminalStyle style = sign == '+' ? TerminalStyle.Added : TerminalStyle.Removed;
        foreach (JsonMember item in data.Json)
        {
            bool isAlone = item.Key == "text/plain" && !data.MediaTypes.Any(type => type == "text/html" || type.StartsWith("image/", StringComparison.Ordinal));
            if ((isAlone || item.Key is "text/markdown" or "text/latex") && data.Text(item.Key) is { } text)
            {
                WriteText(AnsiRenderer.Plain(text), sign, indent);
            }
            else
            {
                Heading(indent, $"{sign} {item.Key} {Description(item.Key, item.Value)}", style);
            }
        }
    }

    /// <summary>Text that is new or gone, as far as it is shown.</summary>
    public void WriteText(string text, char sign, string indent)
    {
        TerminalStyle style = sign == '+' ? TerminalStyle.Added : TerminalStyle.Removed;
        string[] lines = text.TrimEnd('\n').Split('\n');
        foreach (string line in lines.Take(options.MostOutputLines))
        {
            string shown = line.TrimEnd('\r');
            writer.Text(indent).Line($"{sign}{(shown.Length <= options.MostWidth ? shown : $"{shown.AsSpan(0, options.MostWidth)}…")}", style);
        }

        if (lines.Length > options.MostOutputLines)
        {
            writer.Text(indent).Line(string.Create(CultureInfo.InvariantCulture, $"{sign}… {lines.Length - options.MostOutputLines:N0} more lines"), style);
        }
    }

    private void Changed(string type, JsonValue before, JsonValue after, string indent, bool isAside)
    {
        (string? left, string? right) = (Text(type, before), Text(type, after));
        switch (type)
        {
            case WidgetNames.MediaType:
                Heading(indent, $"{type}: {widgets.Of(before)} → {widgets.Of(after)}");
                break;
            case "text/html" when left is not null && right is not null:
                Html(left, right, indent);
                break;
            case "image/svg+xml" when left is not null && right is not null:
                Heading(indent, $"{type} {Sizes(Description(type, before), Description(type, after))}: {OutputDiffText.Changed(LineDiff.Between(left, right))}");
                break;
            case var _ when Payload.IsPicture(type):
                Picture(type, before, after, indent);
                break;
            case var _ when MimeBundle.IsJson(type) && before.GetType() == after.GetType() && before is JsonObject or JsonArray:
                Heading(indent, type);
                new MemberText(writer, options.MostOutputLines).Write(MemberChange.In(before, ValueDiffer.Compare(before, after), JsonPath.Root), $"{indent}  ");
                break;
            case var _ when Payload.IsText(type) && left is not null && right is not null:
                Lines(type, AnsiRenderer.Plain(left), AnsiRenderer.Plain(right), indent, isAside ? 0 : options.MostOutputLines);
                break;
            default:
                Heading(indent, $"{type} {Described(type, before)} → {Described(type, after)}");
                break;
        }
    }

    private void Lines(string type, string before, string after, string indent, int most)
    {
        LineDiff lines = LineDiff.Between(before, after);
        Heading(indent, $"{type}: {(before == after ? "colours changed" : OutputDiffText.Changed(lines))}");
        if (most > 0)
        {
            new HunkText(writer, options, indent).Write(lines, most);
        }
    }

    private void Html(string before, string after, string indent)
    {
        if (!HasTable(before) || !HasTable(after))
        {
            Lines("text/html", before, after, indent, Math.Min(MostMarkupLines, options.MostOutputLines));
            return;
        }

        IReadOnlyList<HtmlPart> left = HtmlParts.Read(before);
        IReadOnlyList<HtmlPart> right = HtmlParts.Read(after);
        HtmlTable[] old = [.. left.Select(part => part.Table).OfType<HtmlTable>()];
        HtmlTable[] young = [.. right.Select(part => part.Table).OfType<HtmlTable>()];
        if (old.Length != young.Length)
        {
            Heading(indent, string.Create(CultureInfo.InvariantCulture, $"text/html: {old.Length} tables → {young.Length} tables"));
            return;
        }

        bool isTold = false;
        for (int at = 0; at < old.Length; at++)
        {
            var diff = TableDiff.Between(old[at], young[at]);
            string number = old.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {at + 1}");
            string summary = TableText.Summary(diff);
            if (summary.Contains(','))
            {
                Heading(indent, $"text/html table{number}: {summary}");
                TableText.Write(writer, diff, $"{indent}  ", options.MostOutputLines);
                isTold = true;
            }
        }

        string around = string.Join('\n', left.Select(part => part.Text));
        string aroundNow = string.Join('\n', right.Select(part => part.Text));
        if (around != aroundNow)
        {
            Lines("text/html around tables", Words(around), Words(aroundNow), indent, MostMarkupLines);
        }
        else if (!isTold)
        {
            Heading(indent, "text/html: markup or styles changed, no text");
        }
    }

    // A tag a line, so that what changed is not one line of everything.
    private static string Words(string text) => text.Replace(" <", "\n<", StringComparison.Ordinal);

    private void Picture(string type, JsonValue before, JsonValue after, string indent)
    {
        (byte[] left, byte[] right) = (Payload.Bytes(type, before), Payload.Bytes(type, after));
        (int Width, int Height)? old = Payload.PixelSize(left);
        (int Width, int Height)? young = Payload.PixelSize(right);
        if (old is null || young is null)
        {
            Heading(indent, $"{type} {Described(type, before)} → {Described(type, after)}");
            return;
        }

        Heading(indent, $"{type} {Sizes(Size(old.Value), Size(young.Value))}, {(old == young ? Difference(left, right, young.Value) : Sizes(ByteSize.Of(left.Length), ByteSize.Of(right.Length)))}");
    }

    private string Difference(byte[] before, byte[] after, (int Width, int Height) size)
    {
        long count = (long)size.Width * size.Height;
        if (pixels + (2 * count) > MostPixels)
        {
            return $"other bytes, {Sizes(ByteSize.Of(before.Length), ByteSize.Of(after.Length))}";
        }

        pixels += 2 * count;
        if (PixelImage.Decode(before) is not { } left || PixelImage.Decode(after) is not { } right)
        {
            return "which cannot be decoded";
        }

        int differing = PixelDifference.Between(left, right, tolerance: 0).Count;
        double share = 100.0 * differing / count;
        return differing == 0 ? "the same pixels in other bytes"
            : share < 0.1 ? string.Create(CultureInfo.InvariantCulture, $"{differing:N0} pixel{(differing == 1 ? " differs" : "s differ")}")
            : string.Create(CultureInfo.InvariantCulture, $"{share:0.0} % of pixels differ");
    }

    private static string Size((int Width, int Height) size) => string.Create(CultureInfo.InvariantCulture, $"{size.Width}x{size.Height}");

    private static string Sizes(string before, string after) => before == after ? after : $"{before} → {after}";

    private string Description(string type, JsonValue value) => type == WidgetNames.MediaType ? widgets.Of(value)
        : Text(type, value) is { Length: < LongestHtml } html && type == "text/html" && HasTable(html) && HtmlParts.Read(html).FirstOrDefault(part => part.Table is not null) is { Table: { } table }
            ? string.Create(CultureInfo.InvariantCulture, $"table {table.Rows.Count - table.HeaderRows}x{table.ColumnCount}")
        : Payload.Summary(type, value);

    private static string Described(string type, JsonValue value) => $"{Payload.Summary(type, value)} (sha256 {Payload.Digest(Payload.Bytes(type, value))})";

    private static string? Text(string type, JsonValue value) => new MimeBundle(JsonObject.Of((type, value))).Text(type);

    private static bool HasTable(string html) => html.Length < LongestHtml && html.Contains("<table", StringComparison.OrdinalIgnoreCase);

    private void Heading(string indent, string text, TerminalStyle? style = null) => writer.Text(indent).Line(text, style ?? TerminalStyle.Changed);
}
