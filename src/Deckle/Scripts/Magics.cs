using System.Text.RegularExpressions;

namespace Deckle.Scripts;

/// <summary>
/// Lines that a kernel understands and the language does not, such as <c>%matplotlib inline</c> and <c>!ls</c>. Scripts hold them as
/// comments. One that is a comment in the notebook gets a second sign, so that each way back takes off exactly one.
/// </summary>
internal sealed partial class Magics
{
    // IPython's "automagic" commands; before = or ( or , they are names of the program.
    private const string Commands = "cat|cd|copy|cp|ddir|echo|ldir|ls|mkdir|mv|ren|rm|rmdir";

    private readonly ScriptLanguage language;
    private readonly Regex? magic;
    private readonly Regex escape;
    private readonly Regex noEscape;

    public Magics(ScriptLanguage language)
    {
        this.language = language;
        string comment = Regex.Escape(language.Comment);
        string signs = $@"^\s*(?:{comment} ?)*";
        magic = Pattern(language.Name) is { } pattern ? new Regex(signs + pattern, RegexOptions.CultureInvariant) : null;
        escape = new Regex($@"{signs}%{{1,3}}[a-zA-Z].*{comment}\s*escape", RegexOptions.CultureInvariant);
        noEscape = new Regex($@"{signs}%{{1,3}}[a-zA-Z].*{comment}\s*noescape", RegexOptions.CultureInvariant);
    }

    /// <summary>Whether a line is a magic, be it behind comment signs.</summary>
    public bool Is(string line) =>
        magic is not null
        && (escape.IsMatch(line)
            || (!noEscape.IsMatch(line)
                && (magic.IsMatch(line) || (language.IsPython && (Shell().IsMatch(line) || Assignment().IsMatch(line) || Help().IsMatch(line) || Command().IsMatch(line))))));

    /// <summary>The lines of a cell with its magics as comments.</summary>
    public IEnumerable<string> Comment(IEnumerable<string> lines) => Change(lines, (line, isContinued) =>
    {
        string text = isContinued ? line : line.TrimStart();
        return $"{line[..^text.Length]}{language.Comment} {text}";
    });

    /// <summary>The lines of a cell with one comment sign less before each magic.</summary>
    public IEnumerable<string> Uncomment(IEnumerable<string> lines) => Change(lines, (line, _) =>
    {
        string text = line.TrimStart();
        return line[..^text.Length] + language.FromComment(text);
    });

    private IEnumerable<string> Change(IEnumerable<string> lines, Func<string, bool, string> change)
    {
        var quotes = new QuotedLines(language);
        bool isContinued = false;
        foreach (string line in lines)
        {
            if (!quotes.IsInside && (isContinued || Is(line)))
            {
                yield return change(line, isContinued);
                isContinued = language.IsPython && line.TrimEnd().EndsWith('\\');
            }
            else
            {
                yield return line;
            }

            quotes.Take(line);
        }
    }

    // In these languages a line may well begin with a percent sign.
    private static string? Pattern(string language) => language switch
    {
        "matlab" or "sas" or "logtalk" => null,
        "csharp" or "fsharp" => "#![a-zA-Z]",
        "rust" => ":[a-zA-Z]",
        "go" => @"(?:!\*?|%{1,3})[a-zA-Z]",
        _ => "%{1,3}[a-zA-Z]",
    };

    [GeneratedRegex(@"^\s*(?:# ?)*\s*[?!]\s*[A-Za-z.~$\\/{}]")]
    private static partial Regex Shell();

    [GeneratedRegex(@"^(?:# ?)*\s*[a-zA-Z_][a-zA-Z_$0-9]*\s*=\s*(?:%{1,3}|!)[a-zA-Z]")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^\s*(?:# )*[^\s]*\?\s*$")]
    private static partial Regex Help();

    [GeneratedRegex($@"^(?:# ?)*(?:{Commands})(?:$|\s$|\s[^=,])")]
    private static partial Regex Command();
}
