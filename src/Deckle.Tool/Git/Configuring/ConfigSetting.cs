namespace Deckle.Tool.Git.Configuring;

/// <summary>One line of git's configuration that connects it with Deckle.</summary>
/// <param name="Key">Such as <c>filter.deckle.process</c>.</param>
/// <param name="Text">The value; where it calls the program, what stands behind the program's name.</param>
/// <param name="IsCommand">Whether it calls the program.</param>
/// <param name="CanBeStrict">Whether the command takes <see cref="Strict"/>.</param>
internal sealed record ConfigSetting(string Key, string Text, bool IsCommand = false, bool CanBeStrict = false)
{
    public const string Strict = "--strict-filter";

    /// <param name="program">The program as a shell reads it.</param>
    public string Value(string program, bool isStrict) => !IsCommand ? Text : $"{program} {(isStrict && CanBeStrict ? StrictText : Text)}";

    /// <summary>Whether a value is one that Deckle wrote, maybe another copy of it, at another place.</summary>
    public bool IsOurs(string value) => !IsCommand
        ? value == Text
        : value.EndsWith($" {Text}", StringComparison.Ordinal) || (CanBeStrict && value.EndsWith($" {StrictText}", StringComparison.Ordinal));

    // "git clean %f" becomes "git clean --strict-filter %f"
    private string StrictText => Text.EndsWith(" %f", StringComparison.Ordinal) ? $"{Text[..^3]} {Strict} %f" : $"{Text} {Strict}";
}
