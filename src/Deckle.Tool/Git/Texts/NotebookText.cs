using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Git.Texts;

/// <summary>
/// A notebook as lines for <c>git diff</c>, <c>log -p</c>, <c>blame</c> and <c>grep</c>: each cell under a heading <c># %% [code] id</c>,
/// which <c>diff.deckle.xfuncname</c> puts into hunk headers, its source as it is, and its outputs in short. What is cut short leaves
/// its hash, so that no difference is shown as none; only the layout of the JSON is not shown.
/// </summary>
internal static class NotebookText
{
    // What a screen shows; the rest is counted, and its hash changes with it.
    private const int MaxLines = 40;
    private const int MaxLine = 500;
    private const int MaxTitle = 60;

    private static readonly string[] Shown = ["cell_type", "id", "source", "metadata", "outputs", "execution_count"];
    private static readonly string[] ShownOfOutputs = ["output_type", "name", "text", "data", "metadata", "execution_count", "ename", "evalue", "traceback"];

    /// <exception cref="DeckleException">It is no notebook, or too broken to be shown.</exception>
    public static byte[] Of(Notebook notebook)
    {
        var text = new StringBuilder();
        NotebookFormat format = notebook.Format;
        Notebook shown = format.Major < 4 ? NotebookUpgrader.Convert(notebook, 4) : notebook;
        Line(text, $"# nbformat: {format.Major}.{format.Minor}");
        Members(text, notebook.Metadata);
        Members(text, notebook.Json.Where(member => member.Key is not ("cells" or "worksheets" or "metadata" or "nbformat" or "nbformat_minor")));
        foreach (Cell cell in shown.Cells)
        {
            // Ids that an upgrade makes up are not the file's.
            Write(text, cell, format.Major < 4 ? null : cell.Id);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A notebook of Zeppelin: its paragraphs, and the results they have.</summary>
    public static byte[] OfZeppelin(JsonObject note)
    {
        var text = new StringBuilder();
        Members(text, note.Where(member => member.Key != "paragraphs"));
        foreach (JsonObject paragraph in (note.Get<JsonArray>("paragraphs") ?? JsonArray.Empty).OfType<JsonObject>())
        {
            string source = paragraph.GetText("text") ?? "";
            Heading(text, "paragraph", paragraph.GetText("id") ?? FirstWords(source));
            Source(text, source);
            Members(text, paragraph.Where(member => member.Key is not ("text" or "id")));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, Cell cell, string? id)
    {
        Heading(text, cell.Json.GetText("cell_type") ?? "?", id ?? FirstWords(cell.Source));
        Members(text, cell.Metadata);
        Members(text, cell.Json.Where(member => !Shown.Contains(member.Key)));
        Source(text, cell.Source);
        if (cell.ExecutionCount is { } count)
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"# execution_count: {count}"));
        }

        foreach (Output output in cell.Outputs)
        {
            Write(text, output);
        }
    }

    private static void Write(StringBuilder text, Output output)
    {
        switch (output.Kind)
        {
            case OutputKind.Stream:
                Lines(text, output.StreamName, output.Text);
                break;
            case OutputKind.Error:
                Lines(text, "error", $"{output.ErrorName}: {output.ErrorValue}");
                Line(text, $"# traceback: {Size(string.Join('\n', output.Traceback))}");
                break;
            default:
                string label = output.Kind == OutputKind.ExecuteResult ? "result" : output.Kind == OutputKind.DisplayData ? "display" : output.Json.GetText("output_type") ?? "?";
                foreach (JsonMember item in output.Data.Json)
                {
                    Data(text, label, item.Key, item.Value);
                }

                break;
        }

        Members(text, output.Metadata);
        Members(text, output.Json.Where(member => !ShownOfOutputs.Contains(member.Key)));
    }

    private static void Data(StringBuilder text, string label, string mediaType, JsonValue value)
    {
        if (mediaType is "text/plain" or "text/markdown" or "text/latex" && Text(mediaType, value) is { } plain)
        {
            Lines(text, mediaType == "text/plain" ? label : $"{label} {mediaType}", plain);
        }
        else
        {
            Line(text, $"# {label} {mediaType}: {Size(Text(mediaType, value) ?? value.ToString())}");
        }
    }

    private static string? Text(string mediaType, JsonValue value) => new MimeBundle(JsonObject.Of((mediaType, value))).Text(mediaType);

    private static void Heading(StringBuilder text, string kind, string title) =>
        Line(text, title.Length == 0 ? $"\n# %% [{kind}]" : $"\n# %% [{kind}] {title}");

    private static void Source(StringBuilder text, string source)
    {
        if (source.Length > 0)
        {
            Line(text, source.EndsWith('\n') ? source[..^1] : source);
        }
    }

    private static void Members(StringBuilder text, IEnumerable<JsonMember> members)
    {
        foreach (JsonMember member in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            Lines(text, member.Key, member.Value.ToString());
        }
    }

    private static void Lines(StringBuilder text, string label, string content)
    {
        string[] lines = (content.EndsWith('\n') ? content[..^1] : content).Split('\n');
        foreach (string line in lines.Take(MaxLines))
        {
            Line(text, $"# {label}: {Short(line)}");
        }

        if (lines.Length > MaxLines)
        {
            string rest = string.Join('\n', lines.Skip(MaxLines));
            Line(text, string.Create(CultureInfo.InvariantCulture, $"# {label}: and {lines.Length - MaxLines} more lines: {Size(rest)}"));
        }
    }

    private static string Short(string line) => line.Length <= MaxLine ? line : $"{line.AsSpan(0, MaxLine)}... {Size(line)}";

    private static string Size(string content)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 4))}");
    }

    private static string FirstWords(string source)
    {
        string line = source.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";
        return line.Length <= MaxTitle ? line : line[..MaxTitle].TrimEnd();
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
