using System.Text;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>No line ends with white space; in Markdown two spaces at the end of a line with text are a line break, and stay.</summary>
internal sealed class TrailingWhitespaceCheck : HygieneCheck
{
    public const string Id = "trailing-whitespace";

    private const string MarkdownOption = "--markdown-linebreak-ext";

    // What bytes.rstrip() strips in Python.
    private static readonly byte[] Space = [.. " \t\n\r\v\f"u8];

    private readonly byte[] characters;
    private readonly bool isAllMarkdown;
    private readonly string[] markdownExtensions;

    private TrailingWhitespaceCheck(byte[] characters, bool isAllMarkdown, string[] markdownExtensions)
    {
        this.characters = characters;
        this.isAllMarkdown = isAllMarkdown;
        this.markdownExtensions = markdownExtensions;
    }

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        // The first of these does nothing since pre-commit-hooks 2.0; it is still taken.
        HygieneArguments parsed = HygieneArguments.Parse(Id, arguments, ["--no-markdown-linebreak-ext"], [MarkdownOption, "--chars"]);
        IReadOnlyList<string> given = parsed.All(MarkdownOption);
        if (given.Contains(""))
        {
            throw parsed.Fail($"{MarkdownOption} requires a non-empty argument");
        }

        string[] extensions = [.. string.Join(',', given).Split(',').Select(extension => extension.ToLowerInvariant().TrimStart('.'))];
        if (extensions.FirstOrDefault(extension => extension.AsSpan().IndexOfAny(@"./\:") >= 0) is string bad)
        {
            throw parsed.Fail($@"bad {MarkdownOption} extension '.{bad}' (has . / \ :) (probably filename; use '{MarkdownOption}=EXT')");
        }

        byte[] characters = parsed.Last("--chars") is string chars ? Encoding.UTF8.GetBytes(chars) : Space;
        return new TrailingWhitespaceCheck(characters, given.Contains("*"), extensions);
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        bool isMarkdown = isAllMarkdown || markdownExtensions.Contains(Extension(file.Name));
        var findings = new List<Finding>();
        MemoryStream? result = null;
        ReadOnlySpan<byte> content = file.Content.Span;
        int copied = 0;
        int line = 0;
        for (int start = 0, next; start < content.Length; start = next)
        {
            line++;
            int end = content[start..].IndexOf((byte)'\n');
            next = end < 0 ? content.Length : start + end + 1;
            int text = next - start - LineEnd(content[start..next]);
            int kept = Kept(content.Slice(start, text), isMarkdown, out int cut);
            if (kept + cut == text)
            {
                continue;
            }

            // a_text____\n with two kept of four: up to "a_text", then "__", then on behind the text.
            result ??= new MemoryStream(content.Length);
            result.Write(content[copied..(start + kept)]);
            result.Write("  "u8[..cut]);
            copied = start + text;
            findings.Add(new Finding(Id, file.Path, $"{file.Path}:{line}: trailing whitespace") { Line = line });
        }

        if (result is null)
        {
            return HygieneReport.Clean;
        }

        result.Write(content[copied..]);
        return new(findings, new(result.ToArray(), $"Fixing {file.Path}"));
    }

    /// <summary>How many bytes of a line stay, and how many spaces stand behind them for a line break.</summary>
    private int Kept(ReadOnlySpan<byte> text, bool isMarkdown, out int breakSpaces)
    {
        breakSpaces = isMarkdown && text.EndsWith("  "u8) && !text.TrimEnd(Space).IsEmpty ? 2 : 0;
        return text[..^breakSpaces].TrimEnd(characters).Length;
    }

    private static int LineEnd(ReadOnlySpan<byte> line) => line.EndsWith("\r\n"u8) ? 2 : line.EndsWith("\n"u8) ? 1 : 0;

    // os.path.splitext: the dots a name begins with begin no extension. No extension is "", which names no Markdown unless asked for.
    private static string Extension(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 && name.AsSpan(0, dot).ContainsAnyExcept('.') ? name[(dot + 1)..].ToLowerInvariant() : "\0";
    }
}
