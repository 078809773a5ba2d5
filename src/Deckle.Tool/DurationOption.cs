using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Deckle.Tool;

/// <summary>
/// An option that may be followed by a duration such as <c>90</c> (seconds), <c>90s</c>, <c>30m</c>, <c>1h30m</c> or <c>2d</c>. Anything else behind it
/// is an argument of its own. See <see cref="NameAndValue"/>.
/// </summary>
internal sealed partial class DurationOption : Option<string?>
{
    /// <param name="preset">The duration when none follows.</param>
    public DurationOption(string name, string preset, string description)
        : base(name)
    {
        Preset = preset;
        Description = description;
        HelpName = "DURATION";
    }

    public string Preset { get; }

    public static bool IsDuration(string text) => text.Length > 0 && Pattern().IsMatch(text);

    /// <returns>Null when the option was not given.</returns>
    /// <exception cref="DeckleException">Not a duration, or none at all.</exception>
    public TimeSpan? Read(ParseResult parsed)
    {
        string? text = parsed.GetValue(this);
        return text is null ? null
            : Seconds(text) is double seconds ? TimeSpan.FromSeconds(seconds)
            : throw new DeckleException("usage", $"{Name} {text}: not a duration", $"write {Name} 90s, 30m or 1h30m");
    }

    /// <summary>How long a duration is; null for a text that is none, and for none at all.</summary>
    public static double? Seconds(string text)
    {
        Match match = Pattern().Match(text);
        double seconds = match.Success && text.Length > 0
            ? (Number(match, "d") * 86400) + (Number(match, "h") * 3600) + (Number(match, "m") * 60) + Number(match, "s")
            : 0;
        return seconds is > 0 and < 1e9 ? seconds : null;
    }

    private static double Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true, Value: var digits } ? double.Parse(digits, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<d>[0-9]{1,9})d)?(?:(?<h>[0-9]{1,9})h)?(?:(?<m>[0-9]{1,9})m)?(?:(?<s>[0-9]{1,9}(?:\.[0-9]{1,9})?)s?)?$")]
    private static partial Regex Pattern();
}
