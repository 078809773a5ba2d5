using System.Text;
using Deckle.Batches;
using Deckle.Json;
using Deckle.Stores;

namespace Deckle.Tool.Batch;

/// <summary>A file of parameter sets: CSV and JSON Lines, which are read row by row, or a list in JSON or YAML.</summary>
internal static class ParameterTable
{
    /// <exception cref="DeckleException">The file cannot be read, or a row is no set of parameters; the error names file and line.</exception>
    public static IEnumerable<JsonObject> Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => Guarded(path, text => CsvParameters.Read(text, ',', path)),
        ".tsv" => Guarded(path, text => CsvParameters.Read(text, '\t', path)),
        ".jsonl" or ".ndjson" => Guarded(path, text => JsonLines(text, path)),
        ".json" => JsonList(path),
        ".yaml" or ".yml" => Guarded(path, text => YamlParameters.ReadRows(text.ReadToEnd(), path)),
        _ => throw BatchErrors.NoTableFormat(path),
    };

    private static IEnumerable<JsonObject> Guarded(string path, Func<TextReader, IEnumerable<JsonObject>> read)
    {
        using StreamReader text = Open(path);
        using IEnumerator<JsonObject> rows = read(text).GetEnumerator();
        while (Next(rows, path))
        {
            yield return rows.Current;
        }
    }

    private static bool Next(IEnumerator<JsonObject> rows, string path)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (DecoderFallbackException)
        {
            throw ParameterInputErrors.NotText(path);
        }
        catch (IOException e)
        {
            throw StoreErrors.InputUnreadable(path, e.Message);
        }
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (StoreErrors.FromReading(e, path) is { } error)
        {
            throw error;
        }
    }

    private static IEnumerable<JsonObject> JsonLines(TextReader text, string path)
    {
        int number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Row(line, number, path);
            }
        }
    }

    private static JsonObject Row(string line, int number, string path)
    {
        try
        {
            return JsonReader.Read(line) as JsonObject ?? throw ParameterSetErrors.Table(path, number, "not an object of names and values");
        }
        catch (JsonSyntaxException e)
        {
            throw ParameterSetErrors.Table(path, number, $"not JSON: column {e.Column}: {e.Reason}");
        }
    }

    private static IEnumerable<JsonObject> JsonList(string path)
    {
        ReadOnlyMemory<byte> bytes = NotebookInput.Read(path);
        try
        {
            JsonArray rows = JsonReader.Read(bytes) as JsonArray ?? throw ParameterSetErrors.Table(path, 1, "not a list of objects");
            return rows.Select(row => row as JsonObject
                ?? throw ParameterSetErrors.Table(path, TextPosition.Of(bytes.Span, row.Span.Start).Line, "not an object of names and values"));
        }
        catch (JsonSyntaxException e)
        {
            throw ParameterSetErrors.Table(path, e.Line, $"not JSON: column {e.Column}: {e.Reason}");
        }
    }
}
