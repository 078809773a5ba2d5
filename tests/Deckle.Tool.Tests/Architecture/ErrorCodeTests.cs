using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests.Architecture;

public partial class ErrorCodeTests
{
    private static readonly string[] Documented =
    [
        .. File.ReadLines(Repository.Path("docs", "errors.md"))
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line[3..].Trim()),
    ];

    // A code is the first argument of a DeckleException: named so, or target-typed where such are created, or passed to the base by a kind of it.
    private static readonly string[] Thrown =
        [.. Source.Files().SelectMany(Codes).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_error_is_documented() => Assert.Empty(Thrown.Except(Documented));

    [Fact]
    public void Every_documented_error_exists() => Assert.Empty(Documented.Except(Thrown));

    [Fact]
    public void A_code_is_documented_once() => Assert.Equal(Documented.Distinct(), Documented);

    [Fact]
    public void Codes_are_found() => Assert.Contains("notebook-not-json", Thrown);

    private static IEnumerable<string> Codes(string file)
    {
        string text = File.ReadAllText(file);
        bool isErrors = file.EndsWith("Errors.cs", StringComparison.Ordinal) || Creates().IsMatch(text);
        return Named().Matches(text)
            .Concat(isErrors ? TargetTyped().Matches(text) : [])
            .Concat(text.Contains(": DeckleException", StringComparison.Ordinal) ? PassedToBase().Matches(text) : [])
            .Select(match => match.Groups["code"].Value);
    }

    [GeneratedRegex("""new (?:\w+\.)*DeckleException\(\s*"(?<code>[^"]*)"\s*,""")]
    private static partial Regex Named();

    [GeneratedRegex("""new\(\s*"(?<code>[a-z][a-z0-9-]+)"\s*,""")]
    private static partial Regex TargetTyped();

    [GeneratedRegex("""base\(\s*"(?<code>[^"]*)"\s*,""")]
    private static partial Regex PassedToBase();

    // A method whose result is the exception.
    [GeneratedRegex(@"\bDeckleException\??\s+\w+\(")]
    private static partial Regex Creates();
}
