using System.Text;
using CsCheck;
using Deckle.Json;
using Deckle.Secrets;

namespace Deckle.Tests.Secrets;

public class SecretRedactorTests
{
    private const string Password = "p@ss \"w'ö/rd\\1";

    private static readonly SecretRedactor Redactor = new([new Secret("KEY", Password)]);

    // Few letters, so that values meet themselves, each other, and beginnings of themselves.
    private static readonly Gen<string> Word = Gen.Char["ab'\"\\ é"].Array[4, 9].Select(letters => new string(letters)).Where(word => word.Trim() == word);

    [Theory]
    [InlineData("it is p@ss \"w'ö/rd\\1.", "it is ***KEY***.")]
    [InlineData("nothing here", "nothing here")]
    [InlineData("p@ss \"w'ö/rd\\1p@ss \"w'ö/rd\\1", "***KEY******KEY***")]
    public void The_value_is_replaced_by_its_name(string text, string redacted) => Assert.Equal(redacted, Redactor.Redact(text));

    [Theory]
    [InlineData("""p@ss \"w'ö/rd\\1""")]
    [InlineData("""p@ss \"w'\u00f6/rd\\1""")]
    [InlineData("""p@ss "w\'ö/rd\\1""")]
    [InlineData("""p@ss "w'ö/rd\\1""")]
    [InlineData("""p@ss "w'\xf6/rd\\1""")]
    [InlineData("p%40ss%20%22w%27%C3%B6%2Frd%5C1")]
    [InlineData("p%40ss+%22w%27%C3%B6%2Frd%5C1")]
    [InlineData("p%40ss%20%22w%27%C3%B6/rd%5C1")]
    [InlineData("p%40ss%20%22w%27%c3%b6%2frd%5c1")]
    [InlineData("p@ss &quot;w&#x27;ö/rd\\1")]
    [InlineData("p@ss \"w'ö/rd\\1")]
    public void Common_ways_to_write_it_are_found(string written) => Assert.Equal("<***KEY***>", Redactor.Redact($"<{written}>"));

    [Fact]
    public void Hexadecimal_digits_are_found() =>
        Assert.Equal("***KEY***", Redactor.Redact(Convert.ToHexString(Encoding.UTF8.GetBytes(Password))));

    [Theory]
    [InlineData("")]
    [InlineData("u:")]
    [InlineData("user:")]
    [InlineData("a:b:")]
    public void Base64_of_more_than_the_value_is_found(string before)
    {
        string header = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{Password} and more"));

        string redacted = Redactor.Redact(header);

        Assert.Contains("***KEY***", redacted, StringComparison.Ordinal);
        Assert.True(redacted.Length < header.Length, "most of it is gone");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("12")]
    public void Base64_of_the_value_alone_is_gone_to_its_last_character(string longer)
    {
        var redactor = new SecretRedactor([new Secret("KEY", Password + longer)]);
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Password + longer));

        Assert.Equal("b'***KEY***'", redactor.Redact($"b'{encoded}'"));
        Assert.Equal("***KEY***.", redactor.Redact($"{encoded.TrimEnd('=')}."));
    }

    [Fact]
    public void A_value_of_many_lines_is_also_found_line_by_line()
    {
        var key = new SecretRedactor([new Secret("PEM", "-----BEGIN-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END-----")]);

        Assert.Equal("1 ***PEM***\n2 ***PEM***\n", key.Redact("1 MIIEvQIBADAN\n2 BgkqhkiG9w0B\n"));
    }

    [Fact]
    public void Every_string_of_a_json_value_is_redacted()
    {
        JsonValue given = JsonReader.Read("""{"data": {"tok-1234": ["x tok-1234", 1, {"deep": "tok-1234"}]}, "other": "text"}""");

        JsonValue redacted = new SecretRedactor([new Secret("T", "tok-1234")]).Redact(given);

        Assert.Equal("""{"data": {"***T***": ["x ***T***", 1, {"deep": "***T***"}]}, "other": "text"}""", redacted.ToString());
    }

    [Fact]
    public void What_holds_no_secret_is_the_very_same_value()
    {
        JsonValue given = JsonReader.Read("""{"data": ["x", {"deep": "y"}], "n": 1.0}""");

        Assert.Same(given, Redactor.Redact(given));
    }

    [Fact]
    public void Short_values_are_not_looked_for() => Assert.Equal("42 abc", new SecretRedactor([new Secret("N", "42"), new Secret("A", "abc")]).Redact("42 abc"));

    [Fact]
    public void The_longer_of_two_secrets_counts()
    {
        var both = new SecretRedactor([new Secret("A", "abcd"), new Secret("B", "abcdefgh")]);

        Assert.Equal("***B*** ***A***x", both.Redact("abcdefgh abcdx"));
    }

    [Fact]
    public void A_secret_tells_its_name_only() => Assert.Equal("KEY", new Secret("KEY", Password).ToString());

    [Fact]
    public void However_a_text_is_cut_no_secret_appears() =>
        Gen.Select(Word, Word, Word.Array[0, 8], Gen.Int[0, 6].Array[0, 40], Gen.Bool.Array[40]).Sample((one, two, words, cuts, flushes) =>
        {
            Secret[] secrets = [new Secret("A", one), new Secret("B", two)];
            string text = string.Concat(words.Select((word, index) => index % 2 == 0 ? word : index % 4 == 1 ? one : two));

            string passed = Pass(new SecretRedactor(secrets).NewStream(), text, cuts, flushes);

            Assert.All(secrets, secret => Assert.DoesNotContain(secret.Value, passed, StringComparison.Ordinal));
        });

    [Fact]
    public void However_a_text_is_cut_nothing_else_is_lost() =>
        Gen.Select(Word, Gen.Char["ab'\"\\ é\n"].Array[0, 60].Select(letters => new string(letters)), Gen.Int[0, 6].Array[0, 40]).Sample((secret, text, cuts) =>
        {
            var redactor = new SecretRedactor([new Secret("A", secret)]);

            string passed = Pass(redactor.NewStream(), text, cuts, []);

            Assert.Equal(redactor.Redact(text), passed);
        });

    private static string Pass(SecretStream stream, string text, int[] cuts, bool[] flushes)
    {
        var passed = new StringBuilder();
        int at = 0;
        for (int i = 0; i < cuts.Length && at < text.Length; i++)
        {
            int length = Math.Min(cuts[i], text.Length - at);
            passed.Append(Encoding.UTF8.GetString(stream.Take(Encoding.UTF8.GetBytes(text.Substring(at, length))).Span));
            at += length;
            if (i < flushes.Length && flushes[i])
            {
                passed.Append(Encoding.UTF8.GetString(stream.Flush().Span));
            }
        }

        passed.Append(Encoding.UTF8.GetString(stream.Take(Encoding.UTF8.GetBytes(text[at..])).Span));
        passed.Append(Encoding.UTF8.GetString(stream.Flush().Span));
        return passed.ToString();
    }
}
