using System.Globalization;
using Deckle.Text;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>A command line, taken apart as click does: options anywhere, <c>-k=v</c> not, <c>-kVALUE</c>, <c>--name=VALUE</c>, <c>--</c>.</summary>
internal sealed class ClickArguments
{
    private readonly List<(ClickOption Option, bool IsOpposite, string[] Values)> given = [];
    private readonly List<string> positional = [];

    private ClickArguments()
    {
    }

    /// <summary>The arguments that belong to no option.</summary>
    public IReadOnlyList<string> Positional => positional;

    /// <exception cref="ClickException">An option that is not known, or lacks its values, or does not take them.</exception>
    public static ClickArguments Parse(IReadOnlyList<ClickOption> options, IEnumerable<string> args)
    {
        var result = new ClickArguments();
        var rest = new LinkedList<string>(args);
        while (rest.First is { } node)
        {
            rest.RemoveFirst();
            string arg = node.Value;
            if (arg == "--")
            {
                result.positional.AddRange(rest);
                break;
            }

            if (arg.Length < 2 || arg[0] != '-')
            {
                result.positional.Add(arg);
            }
            else if (arg[1] == '-')
            {
                result.TakeLong(options, arg, rest);
            }
            else
            {
                result.TakeShort(options, arg, rest);
            }
        }

        return result;
    }

    /// <summary>Whether a flag is on; null where it is not given. The last one counts.</summary>
    public bool? Flag(string key) => Last(key) is { } last ? !last.IsOpposite : null;

    /// <summary>The last value of an option; null where it is not given.</summary>
    /// <exception cref="ClickException">It is not one of its choices.</exception>
    public string? Text(string key)
    {
        if (Last(key) is not { } last)
        {
            return null;
        }

        string value = last.Values[0];
        return last.Option.Choices is { Count: > 0 } choices && !choices.Contains(value)
            ? throw new ClickException($"Invalid value for '{Shown(last.Option)}': '{value}' is not one of {string.Join(", ", choices.Select(choice => $"'{choice}'"))}.")
            : value;
    }

    /// <inheritdoc cref="Text"/>
    /// <exception cref="ClickException">It is not a whole number.</exception>
    public int? Number(string key) => Last(key) is not { } last
        ? null
        : int.TryParse(last.Values[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ClickException($"Invalid value for '{Shown(last.Option)}': '{last.Values[0]}' is not a valid integer.");

    /// <summary>The values of an option that may be repeated, in their order.</summary>
    public IEnumerable<string[]> All(string key) => given.Where(item => item.Option.Key == key).Select(item => item.Values);

    /// <summary>The first given of some options; null for none.</summary>
    public string? FirstOf(params string[] keys) => given.Select(item => item.Option.Key).FirstOrDefault(keys.Contains);

    /// <summary>An option as click shows it in errors: <c>--start-timeout' / '--start_timeout</c>.</summary>
    private static string Shown(ClickOption option) => string.Join("' / '", option.Names);

    private (ClickOption Option, bool IsOpposite, string[] Values)? Last(string key) =>
        given.FindLastIndex(item => item.Option.Key == key) is >= 0 and int index ? given[index] : null;

    private void TakeLong(IReadOnlyList<ClickOption> options, string arg, LinkedList<string> rest)
    {
        int equals = arg.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? arg : arg[..equals];
        ClickOption option = options.FirstOrDefault(candidate => candidate.Names.Contains(name) || candidate.Opposite == name) ?? throw Unknown(options, name);
        if (equals >= 0 && option.Values == 0)
        {
            throw new ClickException($"Option '{name}' does not take a value.", showsUsage: false);
        }

        if (equals >= 0)
        {
            rest.AddFirst(arg[(equals + 1)..]);
        }

        Take(option, name, rest);
    }

    private void TakeShort(IReadOnlyList<ClickOption> options, string arg, LinkedList<string> rest)
    {
        for (int i = 1; i < arg.Length; i++)
        {
            string name = $"-{arg[i]}";
            ClickOption option = options.FirstOrDefault(candidate => candidate.Names.Contains(name)) ?? throw Unknown(options, name);
            if (option.Values == 0)
            {
                Take(option, name, rest);
                continue;
            }

            if (i + 1 < arg.Length)
            {
                rest.AddFirst(arg[(i + 1)..]);
            }

            Take(option, name, rest);
            return;
        }
    }

    private void Take(ClickOption option, string name, LinkedList<string> rest)
    {
        if (rest.Count < option.Values)
        {
            string needed = option.Values == 1 ? "an argument" : string.Create(CultureInfo.InvariantCulture, $"{option.Values} arguments");
            throw new ClickException($"Option '{name}' requires {needed}.", showsUsage: false);
        }

        var values = new string[option.Values];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = rest.First!.Value;
            rest.RemoveFirst();
        }

        given.Add((option, option.Opposite == name, values));
    }

    // click names what difflib finds alike; here an option that begins as the wrong one does, or is nearest to it.
    private static ClickException Unknown(IReadOnlyList<ClickOption> options, string name)
    {
        string[] known = [.. options.SelectMany(option => option.Names.Append(option.Opposite)).OfType<string>().Where(other => other.StartsWith("--", StringComparison.Ordinal))];
        string[] alike = name.Length < 4 ? [] : [.. known.Where(other => other.StartsWith(name, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(3)];
        alike = alike.Length == 0 && name.Length > 3 && NearestName.Of(name, known) is { } nearest ? [nearest] : alike;
        string hint = alike.Length switch
        {
            0 => "",
            1 => $" Did you mean {alike[0]}?",
            _ => $" (Possible options: {string.Join(", ", alike)})",
        };
        return new ClickException($"No such option: {name}{hint}");
    }
}
