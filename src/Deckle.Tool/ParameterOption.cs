using System.CommandLine;

namespace Deckle.Tool;

/// <summary>An option that takes its values as they are, whatever they look like, any number of times. See <see cref="NameAndValue"/>.</summary>
internal sealed class ParameterOption : Option<string[]>
{
    /// <param name="valueCount">How many arguments follow the option each time.</param>
    public ParameterOption(int valueCount, string help, string description, string name, params string[] aliases)
        : base(name, aliases)
    {
        ValueCount = valueCount;
        HelpName = help;
        Description = description;
        Arity = ArgumentArity.OneOrMore;
    }

    public int ValueCount { get; }
}
