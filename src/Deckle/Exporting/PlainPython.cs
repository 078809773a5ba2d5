using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Parameters.Formatting;
using Deckle.Scripts;

namespace Deckle.Exporting;

/// <summary>
/// Makes IPython's code plain Python. Shell commands run through <c>subprocess</c>; the code inside <c>%time</c>, <c>%%time</c> and their like stays;
/// a magic that only IPython can do becomes a comment.
/// </summary>
internal static partial class PlainPython
{
    private static readonly Magics Magics = new(ScriptLanguages.Python);

    // Cell magics that run the cell as it is, and say something about it.
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal) { "time", "timeit", "capture", "prun", "memit", "mprun" };

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal) { "bash", "sh", "zsh" };

    public static string Convert(string[] lines)
    {
        int first = Array.FindIndex(lines, line => line.Trim().Length > 0);
        if (first >= 0 && CellMagic().Match(lines[first]) is { Success: true } magic)
        {
            string[] body = lines[(first + 1)..];
            string name = magic.Groups[1].Value;
            string script = string.Join('\n', body);
            return Wrappers.Contains(name) ? string.Join('\n', [$"# {lines[first]}", .. Lines(body)])
                : Shells.Contains(name) && magic.Groups[2].Length == 0 ? $"import subprocess; subprocess.run([{Repr(name)}, \"-c\", {Repr(script)}], check=True)"
                : string.Join('\n', lines.Select(ScriptLanguages.Python.ToComment));
        }

        return string.Join('\n', Lines(lines));
    }

    private static IEnumerable<string> Lines(string[] lines)
    {
        // A command over several lines is one.
        var quotes = new QuotedLines(ScriptLanguages.Python);
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            bool isMagic = !quotes.IsInside && !line.TrimStart().StartsWith('#') && Magics.Is(line);
            quotes.Take(line);
            if (!isMagic)
            {
                yield return line;
                continue;
            }

            while (line.EndsWith('\\') && i + 1 < lines.Length)
            {
                line = $"{line[..^1].TrimEnd()} {lines[++i].Trim()}";
            }

            yield return Line(line);
        }
    }

    private static string Line(string line)
    {
        string indent = line[..^line.TrimStart().Length];
        string text = line.Trim();
        if (Assigned().Match(text) is { Success: true } assigned)
        {
            return $"{indent}import subprocess; {assigned.Groups[1].Value} = subprocess.run({Command(assigned.Groups[2].Value)}, shell=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()";
        }

        if (text.StartsWith('!'))
        {
            return $"{indent}import subprocess; subprocess.run({Command(text.TrimStart('!'))}, shell=True)";
        }

        return Timed().Match(text) is { Success: true } timed ? indent + timed.Groups[1].Value
            : ChangeFolder().Match(text) is { Success: true } folder ? $"{indent}import os; os.chdir(os.path.expanduser({Repr(folder.Groups[1].Value)}))"
            : $"{indent}{(indent.Length > 0 ? "pass  " : "")}# {text}";
    }

    /// <summary>IPython fills <c>{expressions}</c> in, unless there are braces that are none; <c>$NAME</c> is left to the shell.</summary>
    private static string Command(string command)
    {
        bool isFilled = Filled().IsMatch(command) && !Filled().Replace(command, "").AsSpan().ContainsAny('{', '}');
        return (isFilled ? "f" : "") + Repr(command.Trim());
    }

    private static string Repr(string text) => PythonRepr.Repr(new JsonString(text));

    [GeneratedRegex(@"^%%([A-Za-z]\w*)[ \t]*(.*?)\s*$")]
    private static partial Regex CellMagic();

    [GeneratedRegex(@"^([A-Za-z_]\w*)\s*=\s*!\s*(.+)$")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"^%time\s+(.+)$")]
    private static partial Regex Timed();

    [GeneratedRegex(@"^%?cd\s+([\w./~-]+)$")]
    private static partial Regex ChangeFolder();

    [GeneratedRegex(@"\{[A-Za-z_][\w.\[\]()]*\}")]
    private static partial Regex Filled();
}
