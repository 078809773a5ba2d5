using System.CommandLine;

namespace Deckle.Tool;

/// <summary>An option whose value, which may be left out, is tied to it: <c>--changed</c> or <c>--changed=main</c>. What follows is an argument of its own. See <see cref="NameAndValue"/>.</summary>
internal sealed class AttachedOption : Option<string?>
{
    public AttachedOption(string name, string help, string description)
        : base(name)
    {
        HelpName = help;
        Description = description;
    }

    /// <summary>Stands for the option without a value.</summary>
    public static string None { get; } = "\u0001";

    /// <returns>Null when the option was not given, an empty text when it has no value.</returns>
    public string? Read(ParseResult parsed) => parsed.GetValue(this) is { } text ? text == None ? "" : text : null;
}
