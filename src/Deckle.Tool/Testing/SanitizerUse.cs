using System.Collections.Concurrent;
using System.Globalization;
using Deckle.Comparing;

namespace Deckle.Tool.Testing;

/// <summary>What is odd about a sanitising file: lines that look like a pair and are none, and regexes that replaced nothing in any notebook.</summary>
/// <param name="file">Its path.</param>
internal sealed class SanitizerUse(string file, OutputSanitizer sanitizer)
{
    private readonly ConcurrentDictionary<SanitizePattern, bool> used = new();

    public void Take(SanitizePattern pattern) => used.TryAdd(pattern, true);

    public IEnumerable<string> Problems() =>
        sanitizer.Problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"{file}:{problem.Line}: not used: {problem.Reason}"));

    public IEnumerable<string> Unused() =>
        sanitizer.Patterns.Where(pattern => !used.ContainsKey(pattern)).Select(pattern => string.Create(CultureInfo.InvariantCulture, $"{file}:{pattern.Line}: the regex replaced nothing: {pattern.Pattern}"));
}
