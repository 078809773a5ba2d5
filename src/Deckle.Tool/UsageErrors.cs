using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Deckle.Text;

namespace Deckle.Tool;

/// <summary>The errors of command lines.</summary>
internal static partial class UsageErrors
{
    /// <summary>What is wrong with a command line, or null.</summary>
    public static DeckleException? Find(ParseResult parsed)
    {
        CommandResult command = parsed.CommandResult;
        if (parsed.UnmatchedTokens is [string unknown, ..])
        {
            return Unknown(unknown, command);
        }

        if (MistakenOption(parsed) is string option)
        {
            return Unknown(option, command);
        }

        // The first error; the others often follow from it.
        return parsed.Action is ParseErrorAction ? new("usage", Told(parsed.Errors[0]), Help(command)) : null;
    }

    // The parser's own words for a value of the wrong type name .NET's types, and for a word that is not in a list they take two lines.
    private static string Told(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Option.ValueType: var type, Tokens: [var value, ..], IdentifierToken: var option } when IsNumber(type) && !IsNumber(type, value.Value) =>
            $"{option?.Value} {value.Value}: not a number",
        OptionResult { Tokens: [var value, ..], IdentifierToken: var option } => $"{option?.Value} {value.Value}: {Flat(error.Message)}",
        _ => Flat(error.Message),
    };

    private static string Flat(string message) => Spaces().Replace(message.TrimEnd('.'), " ");

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var bare && (bare == typeof(double) || bare == typeof(int));

    private static bool IsNumber(Type type, string text) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(int)
        ? int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    // The parser takes an option it does not know for an argument where one is free. Behind `--` that is meant.
    private static string? MistakenOption(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens)
                .Select(token => token.Value)
                .FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    private static DeckleException Unknown(string token, CommandResult result)
    {
        // --name=value is the option --name.
        string name = token.StartsWith("--", StringComparison.Ordinal) ? token.Split('=')[0] : token;
        Command command = result.Command;
        bool isOption = name.StartsWith('-');
        IEnumerable<string> known = isOption
            ? command.Options.SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Select(sub => sub.Name);
        string kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        string? meant = NearestName.Of(name, known);
        return new("usage", $"unknown {kind} '{name}'", Help(result)) { Facts = meant is null ? [] : [("did you mean", meant)] };
    }

    private static string Help(CommandResult command) => $"{string.Join(' ', Names(command))} --help";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private static IEnumerable<string> Names(CommandResult result)
    {
        IEnumerable<string> parents = result.Parent is CommandResult parent ? Names(parent) : [];
        return parents.Append(result.Command is RootCommand ? "deckle" : result.Command.Name);
    }
}
