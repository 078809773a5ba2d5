namespace Deckle.Tool.Compat.Argparse;

/// <summary>
/// A command line, taken apart as CPython 3.11's argparse does: options may be shortened to what is unambiguous, an option's values end
/// at the next option, positional arguments are those of the first run of words that are none.
/// </summary>
/// <param name="program">The name in usage lines, with the command where it is a command's.</param>
internal sealed class ArgumentParser(string program, params IReadOnlyList<Argument> arguments)
{
    private static readonly Argument HelpOption = new("help", "-h", "--help") { Help = "show this help message and exit" };

    /// <summary>All, <c>--help</c> first, as it is there in every program.</summary>
    public IReadOnlyList<Argument> Arguments { get; } = [HelpOption, .. arguments];

    public string Program => program;

    public string? Description { get; init; }

    /// <summary>What stands below the list of options, as it is.</summary>
    public string? Epilog { get; init; }

    /// <summary>The commands, for the one argument that names a command.</summary>
    public IReadOnlyList<(string Name, string Help, ArgumentParser Parser)> Commands { get; init; } = [];

    /// <exception cref="ArgparseEnd">Help is asked for, or something is wrong.</exception>
    public ParsedArguments Parse(IReadOnlyList<string> words)
    {
        var unknown = new List<string>();
        ParsedArguments result = Parse(words, unknown);
        return unknown.Count == 0 ? result : throw Error($"unrecognized arguments: {string.Join(' ', unknown)}");
    }

    /// <summary>The same where a command's parser leaves it to its program's to complain about words that nobody knows.</summary>
    /// <inheritdoc cref="Parse(IReadOnlyList{string})"/>
    internal ParsedArguments Parse(IReadOnlyList<string> words, List<string> unknown) => new ArgumentReader(this, words, unknown).Read();

    /// <summary>A wrong command line: the usage, and what is wrong.</summary>
    internal ArgparseEnd Error(string message) => new($"{ArgparseHelp.Usage(this)}{program}: error: {message}\n", isError: true);

    internal ArgparseEnd Error(Argument argument, string message) => Error($"argument {argument.Title}: {message}");

    internal ArgparseEnd Help() => new(ArgparseHelp.Text(this), isError: false);
}
