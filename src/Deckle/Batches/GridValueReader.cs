using System.Text;
using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Batches;

/// <summary>Reads the values behind <c>NAME=</c>, separated by commas.</summary>
internal sealed class GridValueReader(string text, int start)
{
    private int at = start;

    /// <summary>The values in order: ranges as such, others as lists of one.</summary>
    public IReadOnlyList<IEnumerable<JsonValue>> Read()
    {
        var parts = new List<IEnumerable<JsonValue>>();
        do
        {
            SkipSpaces();
            ReadPart(parts);
        }
        while (at < text.Length && text[at++] == ',');

        return parts;
    }

    private void ReadPart(List<IEnumerable<JsonValue>> parts)
    {
        char first = at < text.Length ? text[at] : ',';
        switch (first)
        {
            case ',':
                throw ParameterSetErrors.Grid(text, "an empty value; write '' for an empty text");
            case '"' or '\'':
                parts.Add([ReadQuoted(first)]);
                ExpectEnd();
                break;
            case '[' or '{':
                parts.Add([ReadJson()]);
                ExpectEnd();
                break;
            default:
                ReadPlain(parts);
                break;
        }
    }

    private void ReadPlain(List<IEnumerable<JsonValue>> parts)
    {
        var plain = new StringBuilder();
        bool isText = false;
        for (; at < text.Length && text[at] != ','; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is ',' or '\\')
            {
                isText = true;
                at++;
            }

            plain.Append(text[at]);
        }

        string value = plain.ToString().TrimEnd();
        string? problem = null;
        GridRange? range = isText ? null : GridRange.Read(value, out problem);
        if (range is null && !isText && GridRange.IsMeant(value))
        {
            throw ParameterSetErrors.Grid(text, problem ?? $"{value} is no range");
        }

        parts.Add(range ?? (IEnumerable<JsonValue>)[isText ? value : ParameterValue.Infer(value)]);
    }

    private JsonString ReadQuoted(char quote)
    {
        var quoted = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                at++;
                return new JsonString(quoted.ToString());
            }

            if (text[at] == '\\' && at + 1 < text.Length && (text[at + 1] == quote || text[at + 1] == '\\'))
            {
                at++;
            }

            quoted.Append(text[at]);
        }

        throw ParameterSetErrors.Grid(text, "a quote is not closed");
    }

    private JsonValue ReadJson()
    {
        int begin = at;
        int depth = 0;
        for (bool isString = false; at < text.Length; at++)
        {
            char c = text[at];
            if (isString && c == '\\')
            {
                at++;
            }
            else if (c == '"')
            {
                isString = !isString;
            }
            else if (!isString && c is '[' or '{')
            {
                depth++;
            }
            else if (!isString && c is ']' or '}' && --depth == 0)
            {
                at++;
                break;
            }
        }

        string json = text[begin..Math.Min(at, text.Length)];
        try
        {
            return JsonReader.Read(json);
        }
        catch (JsonSyntaxException e)
        {
            throw ParameterSetErrors.Grid(text, $"{json} begins as JSON and is none: {e.Message}");
        }
    }

    private void SkipSpaces()
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }
    }

    private void ExpectEnd()
    {
        SkipSpaces();
        if (at < text.Length && text[at] != ',')
        {
            throw ParameterSetErrors.Grid(text, $"a comma should stand before {new JsonString(text[at..])}");
        }
    }
}
