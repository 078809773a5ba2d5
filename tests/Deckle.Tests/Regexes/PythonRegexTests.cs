using Deckle.Json;
using Deckle.Regexes;

namespace Deckle.Tests.Regexes;

public class PythonRegexTests
{
    // Python's answers: [pattern, replacement, {text: what re.sub gives}], or [pattern, message, position] for what it refuses.
    private static readonly JsonArray[] Answers =
        [.. File.ReadLines(Cases.Path("python_re.jsonl")).Select(line => (JsonArray)JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(line)))];

    // Python itself disagrees with itself in later versions about these places.
    private static readonly string[] PlacedElsewhere = [@"(a\1)", "(?P<n>a)(?P<n>b)"];

    [Fact]
    public void Replacing_gives_what_Python_gives()
    {
        string[] texts = [.. Answers.Select(answer => answer[2]).OfType<JsonObject>().SelectMany(changed => changed.Keys).Append("").Distinct()];
        var wrong = new List<string>();

        foreach (JsonArray answer in Answers.Where(answer => answer[2] is JsonObject))
        {
            PythonRegex regex = PythonRegex.Parse(Text(answer[0]));
            PythonReplacement replacement = regex.ParseReplacement(Text(answer[1]));
            wrong.AddRange(
                from text in texts
                let expected = ((JsonObject)answer[2]).GetText(text) ?? text
                let actual = regex.Replace(text, replacement)
                where expected != actual
                select $"{Text(answer[0])} in '{text}': '{actual}', not '{expected}'");
        }

        Assert.Empty(wrong);
        Assert.True(Answers.Length > 200);
    }

    [Fact]
    public void What_Python_refuses_is_refused_with_its_message()
    {
        var wrong = new List<string>();

        foreach (JsonArray answer in Answers.Where(answer => answer[2] is not JsonObject))
        {
            string pattern = Text(answer[0]);
            string expected = PlacedElsewhere.Contains(pattern) ? Text(answer[1]) : $"{Text(answer[1])} at position {(answer[2] is JsonNumber at ? at.Token : "0")}";
            string actual = Refusal(() => PythonRegex.Parse(pattern));
            if (!actual.StartsWith(expected, StringComparison.Ordinal))
            {
                wrong.Add($"{pattern}: '{actual}', not '{expected}'");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(@"\1", "xaya")]
    [InlineData(@"<\g<n>|\2>", "x<a|b>y<a|>")]
    [InlineData(@"\g<0>\g<0>", "xababyaa")]
    [InlineData(@"\n\t\\", "x\n\t\\y\n\t\\")]
    [InlineData(@"\&\.", @"x\&\.y\&\.")]
    [InlineData("$1${n}", "x$1${n}y$1${n}")]
    [InlineData(@"\07\101", "x\aAy\aA")]
    [InlineData("", "xy")]
    public void Replacements_are_read_as_Python_reads_them(string template, string expected)
    {
        PythonRegex regex = PythonRegex.Parse("(?P<n>a)(b)?");

        Assert.Equal(expected, regex.Replace("xabya", regex.ParseReplacement(template)));
    }

    [Theory]
    [InlineData(@"\3", "invalid group reference 3")]
    [InlineData(@"\g<x>", "unknown group name 'x'")]
    [InlineData(@"\g<a b>", "bad character in group name 'a b'")]
    [InlineData(@"\g", "missing <")]
    [InlineData(@"\g<1", "missing >, unterminated name")]
    [InlineData(@"\q", @"bad escape \q")]
    [InlineData("\\", "bad escape (end of pattern)")]
    [InlineData(@"\400", @"octal escape value \400 outside of range 0-0o377")]
    public void Broken_replacements_are_refused(string template, string reason)
    {
        PythonRegex regex = PythonRegex.Parse("(?P<n>a)(b)?");

        Assert.StartsWith(reason, Refusal(() => regex.ParseReplacement(template)), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_characters_are_refused_with_the_way_out() =>
        Assert.Contains(@"write \uXXXX", Refusal(() => PythonRegex.Parse(@"\N{BULLET}")), StringComparison.Ordinal);

    [Fact]
    public void A_pattern_nested_without_end_is_refused() =>
        Assert.StartsWith("groups are nested too deeply", Refusal(() => PythonRegex.Parse(new string('(', 100_000))), StringComparison.Ordinal);

    [Fact]
    public void Flags_may_come_from_outside()
    {
        Assert.True(PythonRegex.Parse("^b", PythonRegexFlags.IgnoreCase | PythonRegexFlags.Multiline).Search("a\nB"));
        Assert.False(PythonRegex.Parse("^b", PythonRegexFlags.IgnoreCase).Search("a\nB"));
        Assert.True(PythonRegex.Parse("a b", PythonRegexFlags.Verbose).Search("ab"));
        Assert.True(PythonRegex.Parse("a.b", PythonRegexFlags.DotAll).Search("a\nb"));
        Assert.False(PythonRegex.Parse(@"\w", PythonRegexFlags.Ascii).Search("é"));
    }

    [Fact]
    public void Matches_are_found_with_their_places() =>
        Assert.Equal([(0, 2), (3, 1), (6, 1)], PythonRegex.Parse(@"\d+").FindAll("12 3 é4"));

    [Fact]
    public void A_pattern_that_runs_away_is_stopped_and_named()
    {
        PythonRegex regex = PythonRegex.Parse("(a+)+$", timeout: TimeSpan.FromMilliseconds(50));

        var error = Assert.Throws<DeckleException>(() => regex.Search(new string('a', 60) + "b"));

        Assert.Equal("regex-too-slow", error.Code);
        Assert.Equal("the regex '(a+)+$' took more than 0.05 s on a text of 61 characters", error.Message);
    }

    private static string Text(JsonValue value) => ((JsonString)value).Text;

    private static string Refusal(Action parse) => Assert.Throws<PythonRegexException>(parse).Message;
}
