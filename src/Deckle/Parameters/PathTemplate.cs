using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Parameters.Formatting;

namespace Deckle.Parameters;

/// <summary>
/// Paths with parameters, by the rules of Python's <c>str.format</c>: <c>{name}</c>, <c>{name:03d}</c>, <c>{settings[region]}</c>, <c>{days[0]}</c>,
/// <c>{pm[current_datetime_utc]:%Y-%m-%d}</c>; <c>{{</c> and <c>}}</c> for braces.
/// </summary>
public static class PathTemplate
{
    /// <param name="run">What <c>pm</c> holds, where no parameter of that name is given.</param>
    /// <exception cref="DeckleException"><c>path-parameter-missing</c>, <c>path-template-invalid</c>.</exception>
    public static string Format(string template, JsonObject parameters, RunIdentity? run = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(parameters);
        try
        {
            return Format(template, new Names(template, parameters, run), depth: 2);
        }
        catch (FormatException e)
        {
            throw ParameterErrors.PathTemplate(template, e.Message);
        }
    }

    private static string Format(string template, Names names, int depth)
    {
        if (depth == 0)
        {
            throw new FormatException("braces nest too deep");
        }

        var result = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            char c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                result.Append(c);
                i++;
            }
            else if (c == '}')
            {
                throw new FormatException("a '}' stands alone");
            }
            else if (c == '{')
            {
                int end = FieldEnd(template, i);
                result.Append(Field(template[(i + 1)..end], names, depth));
                i = end;
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    // Braces inside a field nest (the specification may hold fields); inside [key] they are text.
    private static int FieldEnd(string template, int start)
    {
        int depth = 0;
        bool isKey = false;
        for (int i = start; i < template.Length; i++)
        {
            switch (template[i])
            {
                case '[' when depth == 1:
                    isKey = true;
                    break;
                case ']':
                    isKey = false;
                    break;
                case '{' when !isKey:
                    depth++;
                    break;
                case '}' when !isKey && --depth == 0:
                    return i;
            }
        }

        throw new FormatException("a '{' is not closed");
    }

    // name[key].part!conversion:specification
    private static string Field(string field, Names names, int depth)
    {
        int end = 0;
        for (bool isKey = false; end < field.Length && (isKey || field[end] is not (':' or '!')); end++)
        {
            isKey = field[end] == '[' || (isKey && field[end] != ']');
        }

        string rest = field[end..];
        char conversion = '\0';
        if (rest.StartsWith('!'))
        {
            if (rest.Length < 2 || rest[1] is not ('r' or 's' or 'a') || (rest.Length > 2 && rest[2] != ':'))
            {
                throw new FormatException("a '!' takes r, s or a");
            }

            conversion = rest[1];
            rest = rest[2..];
        }

        string spec = rest.Length > 0 ? Format(rest[1..], names, depth - 1) : "";
        object value = names.Value(field[..end]);
        return value switch
        {
            PythonTime time when conversion == '\0' => time.Format(spec),
            PythonTime time => PythonFormat.Format(conversion == 's' ? time.ToString() : time.Repr(), spec),
            JsonValue json => PythonFormat.Format(Convert(json, conversion), spec),
            _ => throw new FormatException("pm itself is no text; take {pm[run_uuid]}, {pm[current_datetime_local]} or {pm[current_datetime_utc]}"),
        };
    }

    private static JsonValue Convert(JsonValue value, char conversion) => conversion switch
    {
        'r' => PythonRepr.Repr(value),
        's' => PythonRepr.Str(value),
        'a' => PythonRepr.Ascii(value),
        _ => value,
    };

    /// <summary>What a field's name means.</summary>
    private sealed class Names(string template, JsonObject parameters, RunIdentity? run)
    {
        public object Value(string path)
        {
            int end = path.AsSpan().IndexOfAny('[', '.');
            string name = end < 0 ? path : path[..end];
            if (name.Length == 0 || name.All(char.IsAsciiDigit))
            {
                throw new FormatException("braces hold a parameter's name, not a place");
            }

            object value = parameters[name] ?? (object?)(name == "pm" ? run : null) ?? throw ParameterErrors.PathParameter(name, template, Available);
            string rest = end < 0 ? "" : path[end..];
            while (rest.Length > 0)
            {
                value = rest[0] == '[' ? Item(value, ref rest) : Part(value, ref rest);
            }

            return value;
        }

        private IEnumerable<string> Available => run is null || parameters.Has("pm") ? parameters.Keys : parameters.Keys.Append("pm");

        private object Item(object value, ref string rest)
        {
            int close = rest.IndexOf(']', StringComparison.Ordinal);
            string key = close < 0 ? "" : rest[1..close];
            rest = close < 0 ? throw new FormatException("a '[' is not closed") : rest[(close + 1)..];
            if (key.Length == 0)
            {
                throw new FormatException("brackets hold a key or an index");
            }

            if (rest.Length > 0 && rest[0] is not ('[' or '.'))
            {
                throw new FormatException("only '.' or '[' may follow ']'");
            }

            return value switch
            {
                RunIdentity identity => Item(identity, key),
                JsonObject members => members[key] ?? throw ParameterErrors.PathParameter(key, template, members.Keys),
                JsonArray items => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < items.Count
                    ? items[index]
                    : throw new FormatException($"the list has {items.Count} items, and none at [{key}]"),
                JsonString text => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < text.Text.Length
                    ? (JsonValue)text.Text[index].ToString()
                    : throw new FormatException($"the string has no character at [{key}]"),
                _ => throw new FormatException($"the value has no items to take [{key}] of"),
            };
        }

        private object Item(RunIdentity identity, string key) => key switch
        {
            "run_uuid" => (JsonValue)identity.RunUuid,
            "current_datetime_local" => new PythonTime(identity.Now.DateTime, IsUtc: false),
            "current_datetime_utc" => new PythonTime(identity.Now.UtcDateTime, IsUtc: true),
            _ => throw ParameterErrors.PathParameter(key, template, ["run_uuid", "current_datetime_local", "current_datetime_utc"]),
        };

        private static JsonValue Part(object value, ref string rest)
        {
            int end = rest.AsSpan(1).IndexOfAny('[', '.') + 1;
            string name = end == 0 ? rest[1..] : rest[1..end];
            rest = end == 0 ? "" : rest[end..];
            return value switch
            {
                PythonTime time when time.Part(name) is { } part => part,
                JsonNumber { IsInteger: true } number when name is "real" or "numerator" => number,
                _ => throw new FormatException($"the value has no part {name}"),
            };
        }
    }
}
