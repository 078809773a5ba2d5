using System.Text;
using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>A value as people write it into a cell marker: JSON, or a Python literal with single quotes, <c>True</c>, tuples and last commas.</summary>
internal static class LooseJson
{
    /// <summary>The value; null for text that is neither.</summary>
    public static JsonValue? Read(string text) => Try(text.Trim()) ?? Try(FromPython(text.Trim()));

    private static JsonValue? Try(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) ? null : JsonReader.Read(json);
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    private static string? FromPython(string text)
    {
        var json = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '"' or '\'')
            {
                int end = StringEnd(text, i);
                if (end < 0)
                {
                    return null;
                }

                string content = text[(i + 1)..end].Replace("\\'", "'", StringComparison.Ordinal);
                json.Append('"').Append(c == '\'' ? content.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) : content).Append('"');
                i = end;
            }
            else if (char.IsAsciiLetter(c))
            {
                int end = i;
                while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
                {
                    end++;
                }

                string word = text[i..end];
                json.Append(word switch { "True" => "true", "False" => "false", "None" => "null", _ => word });
                i = end - 1;
            }
            else
            {
                json.Append(c switch { '(' => '[', ')' => ']', _ => c });
            }
        }

        return json.Replace(",]", "]").Replace(",}", "}").ToString();
    }

    private static int StringEnd(string text, int start)
    {
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[start])
            {
                return i;
            }
        }

        return -1;
    }
}
