using System.Globalization;

namespace Deckle.Audit.Hygiene;

/// <summary>
/// Arguments of a hook, read as Python's argparse does: <c>--opt value</c>, <c>--opt=value</c>, <c>-o value</c>, <c>-ovalue</c>,
/// flags joined (<c>-ab</c>), long names shortened as long as one is meant. File names are passed over: pre-commit gives those.
/// </summary>
internal sealed class HygieneArguments
{
    private readonly string rule;
    private readonly string[] flags;
    private readonly string[] options;
    private readonly string[] lists;
    private readonly bool takesFiles;
    private readonly List<(string Option, string Value)> found = [];
    private readonly HashSet<string> given = [];

    /// <param name="flags">Names of switches, those of one joined with <c>/</c> as argparse shows them: <c>-m/--multi</c>.</param>
    /// <param name="options">Names of options with a value.</param>
    /// <param name="lists">Names of options that take every value behind them, up to the next option or <c>--</c>.</param>
    private HygieneArguments(string rule, string[] flags, string[] options, string[] lists, bool takesFiles)
    {
        this.rule = rule;
        this.flags = flags;
        this.options = options;
        this.lists = lists;
        this.takesFiles = takesFiles;
    }

    /// <exception cref="DeckleException"><c>hygiene-arguments-invalid</c>.</exception>
    public static HygieneArguments Parse(
        string rule,
        IReadOnlyList<string> arguments,
        string[]? flags = null,
        string[]? options = null,
        string[]? lists = null,
        bool takesFiles = true)
    {
        var parsed = new HygieneArguments(rule, flags ?? [], options ?? [], lists ?? [], takesFiles);
        parsed.Read(arguments);
        return parsed;
    }

    public bool Has(string option) => given.Contains(option) || found.Any(pair => pair.Option == option);

    /// <summary>Every value given for an option, in order.</summary>
    public IReadOnlyList<string> All(string option) => [.. found.Where(pair => pair.Option == option).Select(pair => pair.Value)];

    /// <summary>The value that counts, the last; null for none.</summary>
    public string? Last(string option) => All(option) is [.., string value] ? value : null;

    public long? Integer(string option) => All(option).Select(text => ToInteger(option, text)).ToArray() is [.., long value] ? value : null;

    // As with argparse, every value is looked at, though the last one counts.
    public string? Choice(string option, params string[] choices) =>
        All(option).FirstOrDefault(value => !choices.Contains(value)) is string wrong
            ? throw Fail($"argument {option}: invalid choice: '{wrong}' (choose from {string.Join(", ", choices.Select(choice => $"'{choice}'"))})")
            : Last(option);

    public DeckleException Fail(string what) => HygieneErrors.Arguments(rule, what);

    // Python's int() takes spaces around, a sign and single underscores.
    private long ToInteger(string option, string text)
    {
        string digits = text.Trim();
        bool isSpaced = digits.StartsWith('_') || digits.EndsWith('_') || digits.Contains("__", StringComparison.Ordinal);
        bool isNumber = long.TryParse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        return isNumber && !isSpaced ? value : throw Fail($"argument {option}: invalid int value: '{text}'");
    }

    private void Read(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                RefuseFiles(arguments.Skip(i + 1));
                return;
            }

            if (IsPositional(argument))
            {
                RefuseFiles([argument]);
            }
            else if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                ReadLong(argument, arguments, ref i);
            }
            else
            {
                ReadShort(argument, arguments, ref i);
            }
        }
    }

    private void ReadLong(string argument, IReadOnlyList<string> arguments, ref int i)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument : argument[..equals];
        string option = Named(name, argument) ?? throw Fail($"unrecognized arguments: {argument}");
        if (lists.Contains(option) && equals < 0)
        {
            AddAll(option, arguments, ref i);
        }
        else if (!flags.Contains(option))
        {
            found.Add((option, equals < 0 ? Next(option, arguments, ref i) : argument[(equals + 1)..]));
        }
        else if (equals < 0)
        {
            found.Add((option, ""));
        }
        else
        {
            throw Fail($"argument {option}: ignored explicit argument '{argument[(equals + 1)..]}'");
        }
    }

    private void ReadShort(string argument, IReadOnlyList<string> arguments, ref int i)
    {
        for (int at = 1; at < argument.Length; at++)
        {
            string name = $"-{argument[at]}";
            string? option = Everything().FirstOrDefault(names => names.Split('/').Contains(name));
            if (option is null)
            {
                throw Fail(at == 1 ? $"unrecognized arguments: {argument}" : $"argument {found[^1].Option}: ignored explicit argument '{argument[at..]}'");
            }

            if (flags.Contains(option))
            {
                found.Add((option, ""));
                continue;
            }

            string rest = argument[(at + 1)..];
            if (lists.Contains(option) && rest.Length == 0)
            {
                AddAll(option, arguments, ref i);
                return;
            }

            found.Add((option, rest.Length == 0 ? Next(option, arguments, ref i) : rest.StartsWith('=') ? rest[1..] : rest));
            return;
        }
    }

    /// <summary>The option of a long name or the beginning of one.</summary>
    private string? Named(string name, string argument)
    {
        (string Option, string Name)[] all = [.. Everything().SelectMany(names => names.Split('/').Select(one => (names, one)))];
        if (all.FirstOrDefault(pair => pair.Name == name).Option is string exact)
        {
            return exact;
        }

        (string Option, string Name)[] begun = [.. all.Where(pair => pair.Name.StartsWith(name, StringComparison.Ordinal))];
        return begun.Length <= 1
            ? begun.FirstOrDefault().Option
            : throw Fail($"ambiguous option: {argument} could match {string.Join(", ", begun.Select(pair => pair.Name))}");
    }

    // None at all is remembered too: an empty list is not the same as no list.
    private void AddAll(string option, IReadOnlyList<string> arguments, ref int i)
    {
        given.Add(option);
        while (i + 1 < arguments.Count && arguments[i + 1] != "--" && IsPositional(arguments[i + 1]))
        {
            found.Add((option, arguments[++i]));
        }
    }

    private string Next(string option, IReadOnlyList<string> arguments, ref int i) =>
        i + 1 < arguments.Count && IsPositional(arguments[i + 1]) ? arguments[++i] : throw Fail($"argument {option}: expected one argument");

    // A lone dash, a negative number, and what has a space in it are values too.
    private bool IsPositional(string argument) =>
        argument.Length < 2
        || argument[0] != '-'
        || double.TryParse(argument, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
        || (argument.Contains(' ', StringComparison.Ordinal) && !Begins(argument));

    private bool Begins(string argument) =>
        Everything().SelectMany(names => names.Split('/')).Any(name => argument.StartsWith(name, StringComparison.Ordinal));

    private void RefuseFiles(IEnumerable<string> names)
    {
        if (!takesFiles && names.Any())
        {
            throw Fail($"unrecognized arguments: {string.Join(' ', names)}");
        }
    }

    private IEnumerable<string> Everything() => flags.Concat(options).Concat(lists);
}
