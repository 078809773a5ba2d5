using System.CommandLine;

namespace Deckle.Tool;

/// <summary>
/// Protects the values of parameters from the command line's parser: a value may look like an option (<c>-1</c>, <c>-r</c>), like two
/// (<c>-y=1</c>), or like a response file (<c>@home</c>). <c>-p NAME VALUE</c> becomes <c>-p ␀NAME␀VALUE</c>, one argument that looks like nothing;
/// no real argument holds a NUL. A duration that follows a <see cref="DurationOption"/> is tied to it; without one it gets its own.
/// An <see cref="AttachedOption"/> without a value gets one that says so.
/// </summary>
internal static class NameAndValue
{
    private const char Mark = '\0';

    /// <summary>The arguments of a command line with the values of <see cref="ParameterOptions"/> protected. Commands without these options are left alone.</summary>
    public static string[] Protect(RootCommand root, IReadOnlyList<string> args)
    {
        Command command = root;
        var result = new List<string>(args.Count);
        for (int i = 0; i < args.Count; i++)
        {
            string arg = args[i];
            if (arg == "--")
            {
                result.AddRange(args.Skip(i));
                break;
            }

            result.Add(arg);
            if (command.Subcommands.FirstOrDefault(sub => sub.Name == arg || sub.Aliases.Contains(arg)) is { } sub)
            {
                command = sub;
                continue;
            }

            if (Find(command, arg) is DurationOption duration)
            {
                bool isGiven = i + 1 < args.Count && DurationOption.IsDuration(args[i + 1]);
                result[^1] = $"{arg}={(isGiven ? args[++i] : duration.Preset)}";
                continue;
            }

            if (Find(command, arg) is AttachedOption)
            {
                result[^1] = $"{arg}={AttachedOption.None}";
                continue;
            }

            int values = Math.Min(Values(command, arg), args.Count - i - 1);
            if (values > 0)
            {
                result.Add(string.Concat(args.Skip(i + 1).Take(values).Select(value => Mark + value)));
                i += values;
            }
        }

        return [.. result];
    }

    /// <summary>The values that were protected as one argument.</summary>
    public static string[] Split(string argument) => argument.Length > 0 && argument[0] == Mark ? argument[1..].Split(Mark) : [argument];

    private static int Values(Command command, string arg) => Find(command, arg) is ParameterOption option ? option.ValueCount : 0;

    private static Option? Find(Command command, string arg) =>
        command.Options.FirstOrDefault(option => option.Name == arg || option.Aliases.Contains(arg));
}
