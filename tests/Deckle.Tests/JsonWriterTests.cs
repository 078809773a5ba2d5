using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Tests;

public class JsonWriterTests
{
    private static readonly string[] Pieces = ["a", "0123456789 plain text, longer than a short run", "\"", "\\", "\n", "\r\n", "\t", "\b\f", "\u0001", "\u001b[0m", "\u007f", "é", "한", "힣", "\u2028", "😀", "\ud83d", "\udc00"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Strings_are_escaped_as_one_character_after_the_other_would_be(bool asciiOnly)
    {
        var options = new JsonWriterOptions { AsciiOnly = asciiOnly };
        var random = new Random(1);
        for (int round = 0; round < 2000; round++)
        {
            // Few kinds of pieces make long runs of the same, many make every neighbourhood.
            string[] kinds = random.GetItems(Pieces, random.Next(1, Pieces.Length));
            string text = string.Concat(random.GetItems(kinds, random.Next(0, 300)));

            string written = JsonWriter.ToText(new JsonString(text), options);

            Assert.Equal(Escaped(text, asciiOnly), written);
        }
    }

    private static string Escaped(string text, bool asciiOnly)
    {
        var result = new StringBuilder("\"");
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            bool isPair = char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair && !asciiOnly)
            {
                result.Append(text, i++, 2);
                continue;
            }

            bool isNumbered = char.IsSurrogate(character) || character < ' ' || (asciiOnly && character > '~');
            result.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                _ when isNumbered => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => character.ToString(),
            });
        }

        return result.Append('"').ToString();
    }
}
