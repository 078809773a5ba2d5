using System.Text;
using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tool.Scraps;

/// <summary>Writes scraps as files: text, JSON, tables as they are, and of a display its richest form.</summary>
/// <param name="folder">Nothing is written outside of it, whatever a scrap is called.</param>
internal sealed class ScrapExtractor(string folder)
{
    private const int MaxName = 100;

    // The richest first.
    private static readonly (string MediaType, string Extension, bool IsBase64)[] Forms =
    [
        ("image/svg+xml", ".svg", false), ("image/png", ".png", true), ("image/jpeg", ".jpg", true), ("image/gif", ".gif", true), ("image/webp", ".webp", true),
        ("application/pdf", ".pdf", true), ("text/html", ".html", false), ("text/markdown", ".md", false), ("text/latex", ".tex", false),
        ("application/json", ".json", false), ("text/plain", ".txt", false),
    ];

    // Some file systems do not know upper from lower case.
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the scraps of notebooks; of several notebooks each into a folder of its own.</summary>
    /// <param name="onBroken">Takes the error of a scrap that cannot be written; nothing is written of it.</param>
    /// <returns>The files written.</returns>
    public IEnumerable<string> Extract(IReadOnlyList<ScrapRun> runs, Func<ScrapSet, IEnumerable<Scrap>> chosen, Action<DeckleException> onBroken)
    {
        foreach (ScrapRun run in runs)
        {
            string place = runs.Count == 1 ? folder : StorePath.Join(folder, Free(folder, FileName(run.Key), ""));
            foreach (Scrap scrap in chosen(run.Scraps))
            {
                foreach (string file in Write(place, scrap, onBroken))
                {
                    yield return file;
                }
            }
        }
    }

    private List<string> Write(string place, Scrap scrap, Action<DeckleException> onBroken)
    {
        var files = new List<string>();
        try
        {
            string? extension = null;
            if (scrap.Data is { } data)
            {
                (extension, byte[] bytes) = DataFile(scrap, data);
                files.Add(Write(place, scrap.Name, extension, bytes));
            }

            if (scrap.Display is { } display && DisplayFile(display) is var (form, shown))
            {
                files.Add(Write(place, scrap.Name, form == extension ? $".display{form}" : form, shown));
            }
        }
        catch (DeckleException e)
        {
            onBroken(e);
        }

        return files;
    }

    private string Write(string place, string name, string extension, byte[] bytes)
    {
        string path = StorePath.Join(place, Free(place, FileName(name), extension));
        NotebookPaths.WriteNew(path, bytes);
        return path;
    }

    private static (string Extension, byte[] Bytes) DataFile(Scrap scrap, JsonValue data)
    {
        if (scrap.IsTable)
        {
            byte[] bytes = FrameReader.Bytes(scrap);

            // A file that nobody can read is worse than none.
            _ = FrameReader.Read(scrap, bytes, maxRows: 0);
            return (FrameReader.Extension(bytes), bytes);
        }

        return scrap.Encoder == "text" && data is JsonString text
            ? (".txt", text.Utf8.ToArray())
            : (".json", [.. JsonWriter.ToUtf8(data, JsonWriterOptions.Compact with { Indent = 2, Separator = "," }), (byte)'\n']);
    }

    private static (string Extension, byte[] Bytes)? DisplayFile(Output display)
    {
        foreach ((string mediaType, string extension, bool isBase64) in Forms)
        {
            if (display.Data.Text(mediaType) is { } text)
            {
                return (extension, isBase64 ? Decoded(text, mediaType) : Encoding.UTF8.GetBytes(text));
            }

            if (display.Data.Json[mediaType] is { } json && mediaType == "application/json")
            {
                return (extension, JsonWriter.ToUtf8(json, JsonWriterOptions.Compact));
            }
        }

        return null;
    }

    private static byte[] Decoded(string text, string mediaType)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw ScrapErrors.DisplayBroken(mediaType);
        }
    }

    private string Free(string place, string name, string extension)
    {
        string free = name + extension;
        for (int i = 2; !taken.Add(Path.Combine(place, free)); i++)
        {
            free = $"{name}-{i}{extension}";
        }

        return free;
    }

    // "../x" is "_x": letters, digits, points, dashes and spaces stay, and no name starts with a point.
    private static string FileName(string name)
    {
        string safe = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_')).Trim().TrimStart('.');
        safe = safe.Length > MaxName ? safe[..MaxName] : safe;
        return safe.Length == 0 ? "_" : safe;
    }
}
