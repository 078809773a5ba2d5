using Deckle.Json;
using Deckle.Parameters.Formatting;

namespace Deckle.Tool.Compat.Argparse;

/// <summary>One reading of a command line: argparse's <c>_parse_known_args</c>.</summary>
internal sealed class ArgumentReader
{
    private readonly ArgumentParser parser;
    private readonly IReadOnlyList<string> words;
    private readonly List<string> unknown;
    private readonly Dictionary<string, Argument> options = new(StringComparer.Ordinal);
    private readonly Argument? positional;

    // What each word is: an option (its argument null where it is not known), "--", or a value (null).
    private readonly Option?[] kinds;
    private readonly int end;

    private readonly ParsedArguments result = new();
    private readonly HashSet<Argument> seen = [];
    private bool isPositionalRead;

    public ArgumentReader(ArgumentParser parser, IReadOnlyList<string> words, List<string> unknown)
    {
        this.parser = parser;
        this.words = words;
        this.unknown = unknown;
        positional = parser.Arguments.FirstOrDefault(argument => argument.IsPositional);
        foreach (Argument argument in parser.Arguments)
        {
            foreach (string option in argument.Options)
            {
                options.Add(option, argument);
            }
        }

        // Behind "--" everything is a value.
        end = words.TakeWhile(word => word != "--").Count();
        kinds = new Option?[words.Count];
        for (int i = 0; i < end; i++)
        {
            kinds[i] = Classify(words[i]);
        }
    }

    public ParsedArguments Read()
    {
        int at = 0;
        for (int option = NextOption(0); option < words.Count; option = NextOption(at))
        {
            int after = at == option ? at : ReadPositional(at);
            if (after > at)
            {
                at = after;
                continue;
            }

            for (; at < option; at++)
            {
                unknown.Add(words[at]);
            }

            at = ReadOption(at);
        }

        for (at = ReadPositional(at); at < words.Count; at++)
        {
            unknown.Add(words[at]);
        }

        return positional is { Count: ArgumentCount.Command } command && !isPositionalRead
            ? throw parser.Error($"the following arguments are required: {command.Name}")
            : result;
    }

    private int NextOption(int from)
    {
        while (from < end && kinds[from] is null)
        {
            from++;
        }

        return from < end ? from : words.Count;
    }

    private Option? Classify(string word)
    {
        if (word.Length < 2 || word[0] != '-')
        {
            return null;
        }

        if (options.TryGetValue(word, out Argument? exact))
        {
            return new Option(exact, word, null);
        }

        int equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0 && options.TryGetValue(word[..equals], out Argument? named))
        {
            return new Option(named, word[..equals], word[(equals + 1)..]);
        }

        Option[] alike = [.. Alike(word, equals)];
        return alike.Length switch
        {
            0 => IsNegativeNumber(word) || word.Contains(' ', StringComparison.Ordinal) ? null : new Option(null, word, null),
            1 => alike[0],
            _ => throw parser.Error($"ambiguous option: {word} could match {string.Join(", ", alike.Select(option => option.Name))}"),
        };
    }

    private IEnumerable<Option> Alike(string word, int equals)
    {
        if (word[1] == '-')
        {
            string prefix = equals < 0 ? word : word[..equals];
            string? value = equals < 0 ? null : word[(equals + 1)..];
            return options.Where(option => option.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(option => new Option(option.Value, option.Key, value));
        }

        return options
            .Where(option => option.Key == word[..2] || option.Key.StartsWith(word, StringComparison.Ordinal))
            .Select(option => new Option(option.Value, option.Key, option.Key == word[..2] ? word[2..] : null));
    }

    private static bool IsNegativeNumber(string word)
    {
        int point = word.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? word[1..] : word[(point + 1)..];
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) && (point < 0 || word[1..point].All(char.IsAsciiDigit));
    }

    private int ReadOption(int at)
    {
        (Argument? known, string name, string? value) = kinds[at]!;
        at++;
        if (known is not { } argument)
        {
            unknown.Add(words[at - 1]);
            return at;
        }

        var taken = new List<(Argument Argument, IReadOnlyList<string> Values)>();
        while (value is not null && argument.Count == ArgumentCount.Flag)
        {
            // -ec is -e -c.
            string next = $"-{(value.Length > 0 ? value[..1] : "")}";
            if (name[1] == '-' || !options.TryGetValue(next, out Argument? following))
            {
                throw parser.Error(argument, $"ignored explicit argument {Repr(value)}");
            }

            taken.Add((argument, []));
            argument = following;
            value = value.Length > 1 ? value[1..] : null;
        }

        if (value is not null)
        {
            taken.Add((argument, [value]));
        }
        else
        {
            int count = CountOf(argument, at);
            taken.Add((argument, [.. Enumerable.Range(at, count).Select(i => words[i])]));
            at += count;
        }

        foreach ((Argument given, IReadOnlyList<string> values) in taken)
        {
            Take(given, values);
        }

        return at;
    }

    // How many of the words from here an option takes.
    private int CountOf(Argument argument, int from)
    {
        int values = Math.Min(NextOption(from), from <= end ? end : words.Count) - from;
        return argument.Count switch
        {
            ArgumentCount.Flag => 0,
            ArgumentCount.One => values > 0 ? 1 : throw parser.Error(argument, "expected one argument"),
            ArgumentCount.AtLeastOne => values > 0 ? values : throw parser.Error(argument, "expected at least one argument"),
            _ => Math.Max(0, values),
        };
    }

    private int ReadPositional(int from)
    {
        bool isMissing = from == words.Count && positional is { Count: ArgumentCount.Command };
        if (positional is null || isPositionalRead || isMissing)
        {
            return from;
        }

        isPositionalRead = positional.Count != ArgumentCount.Spread;
        int to = positional.Count == ArgumentCount.Command ? words.Count : NextOption(from);
        var values = Enumerable.Range(from, to - from).Select(i => words[i]).ToList();
        if (positional.Count == ArgumentCount.Command)
        {
            TakeCommand(positional, values);
        }
        else
        {
            values.Remove("--");
            Take(positional, isPositionalRead ? values : [.. result.All(positional.Name) ?? [], .. values]);
        }

        return to;
    }

    private void TakeCommand(Argument argument, List<string> values)
    {
        ArgumentParser command = parser.Commands.FirstOrDefault(candidate => candidate.Name == values[0]).Parser ?? throw BadChoice(argument, values[0]);
        result.Set(values[0], command.Parse(values[1..], unknown));
    }

    private void Take(Argument argument, IReadOnlyList<string> values)
    {
        if (argument.Name == "help")
        {
            throw parser.Help();
        }

        if (argument.Choices.Count > 0 && values.FirstOrDefault(value => !argument.Choices.Contains(value)) is { } wrong)
        {
            throw BadChoice(argument, wrong);
        }

        seen.Add(argument);
        if (argument.Group is not null && parser.Arguments.FirstOrDefault(other => other != argument && other.Group == argument.Group && seen.Contains(other)) is { } other)
        {
            throw parser.Error(argument, $"not allowed with argument {other.Title}");
        }

        result.Set(argument.Name, values);
    }

    private ArgparseEnd BadChoice(Argument argument, string value)
    {
        IEnumerable<string> choices = argument.Count == ArgumentCount.Command ? parser.Commands.Select(command => command.Name) : argument.Choices;
        return parser.Error(argument, $"invalid choice: {Repr(value)} (choose from {string.Join(", ", choices.Select(Repr))})");
    }

    private static string Repr(string text) => PythonRepr.Repr(new JsonString(text));

    private sealed record Option(Argument? Argument, string Name, string? Value);
}
