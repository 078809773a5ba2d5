using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Batches;

/// <summary>A table of parameters: names in the first row, a set of values in each other. Cells are typed as papermill's <c>-p</c> types; an empty one leaves its parameter out.</summary>
public static class CsvParameters
{
    /// <param name="source">Names the text in errors.</param>
    /// <exception cref="DeckleException"><c>params-file-invalid</c>.</exception>
    public static IEnumerable<JsonObject> Read(TextReader text, char separator, string source)
    {
        string[]? names = null;
        foreach (CsvRow row in new CsvReader(text, separator, source).Rows())
        {
            if (names is null)
            {
                names = Header(row, source);
                continue;
            }

            if (row.Fields.Count != names.Length)
            {
                throw ParameterSetErrors.Table(source, row.Line, $"{row.Fields.Count} fields, and the header has {names.Length}");
            }

            yield return JsonObject.From(names.Zip(row.Fields)
                .Where(cell => cell.Second.Length > 0)
                .Select(cell => new JsonMember(cell.First, ParameterValue.Infer(cell.Second))));
        }
    }

    private static string[] Header(CsvRow row, string source)
    {
        string[] names = [.. row.Fields.Select(name => name.Trim())];
        for (int i = 0; i < names.Length; i++)
        {
            string? reason = names[i].Length == 0 ? $"column {i + 1} has no name"
                : !IsName(names[i]) ? $"{new JsonString(names[i])} in the header is no parameter's name"
                : Array.IndexOf(names, names[i]) < i ? $"the header has {names[i]} twice"
                : null;
            if (reason is not null)
            {
                throw ParameterSetErrors.Table(source, row.Line, reason);
            }
        }

        return names;
    }

    // A value here means that there is no header. What else a language forbids is said when its cell is written; R has points in names.
    private static bool IsName(string name) =>
        (char.IsLetter(name[0]) || name[0] is '_' or '.') && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.');
}
