using System.Globalization;
using System.Text;

namespace Deckle.Tool.Compat.Argparse;

/// <summary>Usage and help in argparse's layout.</summary>
internal static class ArgparseHelp
{
    private const string Prefix = "usage: ";
    private const int Indent = 2;

    /// <summary>The usage line, broken where it is longer than the terminal.</summary>
    public static string Usage(ArgumentParser parser)
    {
        string[] options = [.. UsageParts(parser)];
        string[] positionals = [.. parser.Arguments.Where(argument => argument.IsPositional).Select(Values)];
        int width = Width();
        string whole = string.Join(' ', [parser.Program, .. options, .. positionals]);
        if (Prefix.Length + whole.Length <= width)
        {
            return $"{Prefix}{whole}\n";
        }

        // Programs with names of more than three quarters of a line, which argparse sets apart, are none of these.
        string indent = new(' ', Prefix.Length + parser.Program.Length + 1);
        IEnumerable<string> lines = [.. Lines([parser.Program, .. options], indent, width, Prefix), .. Lines(positionals, indent, width)];
        return string.Concat(lines.Select(line => $"{line}\n"));

        string Values(Argument argument) => Shown(parser, argument);
    }

    public static string Text(ArgumentParser parser)
    {
        var text = new StringBuilder(Usage(parser));
        int width = Width();
        if (parser.Description is { } description)
        {
            text.Append('\n');
            Append(text, description, width, 0);
        }

        IEnumerable<(int Depth, string Title, string Help)> positionals = parser.Arguments.Where(argument => argument.IsPositional)
            .SelectMany(argument => argument.Count == ArgumentCount.Command
                ? [(1, CommandNames(parser), ""), .. parser.Commands.Select(command => (2, command.Name, command.Help))]
                : new[] { (1, argument.Placeholder ?? argument.Name, argument.Help) });
        IEnumerable<(int Depth, string Title, string Help)> options = parser.Arguments.Where(argument => !argument.IsPositional)
            .Select(argument => (1, string.Join(", ", argument.Options.Select(option => $"{option} {argument.Values}".TrimEnd())), argument.Help));
        (int Depth, string Title, string Help)[] above = [.. positionals];
        (int Depth, string Title, string Help)[] below = [.. options];
        int longest = above.Concat(below).Max(line => (line.Depth * Indent) + line.Title.Length);
        int column = Math.Min(longest + 2, Math.Min(24, Math.Max(width - 20, Indent * 2)));
        AppendSection(text, "positional arguments", above, column, width);
        AppendSection(text, "options", below, column, width);
        return parser.Epilog is { } epilog ? text.Append('\n').Append(epilog).ToString() : text.ToString();
    }

    private static void AppendSection(StringBuilder text, string title, (int Depth, string Title, string Help)[] lines, int column, int width)
    {
        if (lines.Length == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n");
        foreach ((int depth, string name, string help) in lines)
        {
            int indent = depth * Indent;
            text.Append(' ', indent).Append(name);
            if (help.Length == 0)
            {
                text.Append('\n');
                continue;
            }

            int at = indent + name.Length;
            if (at > column - 2)
            {
                text.Append('\n');
                at = 0;
            }

            text.Append(' ', column - at);
            Append(text, help, width, column);
        }
    }

    // Words, with as many on a line as fit; the first line begins where the text ends now.
    private static void Append(StringBuilder text, string words, int width, int column)
    {
        int room = Math.Max(width - column, 11);
        int at = 0;
        foreach (string word in words.Split(' '))
        {
            if (at > 0 && at + 1 + word.Length > room)
            {
                text.Append('\n').Append(' ', column);
                at = 0;
            }

            text.Append(at > 0 ? " " : "").Append(word);
            at += (at > 0 ? 1 : 0) + word.Length;
        }

        text.Append('\n');
    }

    // Options that exclude each other stand between the same brackets.
    private static IEnumerable<string> UsageParts(ArgumentParser parser)
    {
        var groups = new HashSet<string>();
        foreach (Argument argument in parser.Arguments.Where(argument => !argument.IsPositional))
        {
            if (argument.Group is null)
            {
                yield return $"[{Shown(parser, argument)}]";
            }
            else if (groups.Add(argument.Group))
            {
                yield return $"[{string.Join(" | ", parser.Arguments.Where(other => other.Group == argument.Group).Select(other => Shown(parser, other)))}]";
            }
        }
    }

    private static string Shown(ArgumentParser parser, Argument argument) => argument switch
    {
        { Count: ArgumentCount.Command } => $"{CommandNames(parser)} ...",
        { IsPositional: true } => argument.Values,
        _ => $"{argument.Options[0]} {argument.Values}".TrimEnd(),
    };

    private static string CommandNames(ArgumentParser parser) => $"{{{string.Join(',', parser.Commands.Select(command => command.Name))}}}";

    private static IEnumerable<string> Lines(IEnumerable<string> parts, string indent, int width, string? prefix = null)
    {
        string line = prefix?.TrimEnd() ?? indent[1..];
        bool isEmpty = true;
        foreach (string part in parts)
        {
            if (!isEmpty && line.Length + 1 + part.Length > width)
            {
                yield return line;
                line = indent[1..];
            }

            line = $"{line} {part}";
            isEmpty = false;
        }

        if (!isEmpty)
        {
            yield return line;
        }
    }

    // Two columns less than the terminal, or than the 80 that are taken for granted where there is none.
    private static int Width()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) || columns == 0)
        {
            columns = Console.IsOutputRedirected ? 80 : Console.WindowWidth;
        }

        return (columns > 0 ? columns : 80) - 2;
    }
}
