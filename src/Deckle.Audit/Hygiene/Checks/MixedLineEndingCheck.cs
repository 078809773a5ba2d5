namespace Deckle.Audit.Hygiene.Checks;

/// <summary>All lines end alike: as most of them do, or as was asked for.</summary>
internal sealed class MixedLineEndingCheck : HygieneCheck
{
    public const string Id = "mixed-line-ending";

    private const string Option = "-f/--fix";

    // Of equally many, the last of these wins.
    private static readonly (string Name, byte[] Bytes)[] Endings = [("cr", [.. "\r"u8]), ("crlf", [.. "\r\n"u8]), ("lf", [.. "\n"u8])];

    private readonly string fix;

    private MixedLineEndingCheck(string fix) => this.fix = fix;

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments parsed = HygieneArguments.Parse(Id, arguments, options: [Option]);
        return new MixedLineEndingCheck(parsed.Choice(Option, "auto", "no", "cr", "crlf", "lf") ?? "auto");
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        ReadOnlySpan<byte> content = file.Content.Span;
        int[] counts = Count(content);
        int wanted = fix switch
        {
            "cr" => 0,
            "crlf" => 1,
            "lf" => 2,
            _ => Array.LastIndexOf(counts, counts.Max()),
        };
        int other = counts.Sum() - counts[wanted];
        if (other == 0)
        {
            return HygieneReport.Clean;
        }

        string what = fix is "auto" or "no" ? "mixed line endings" : $"line endings other than {fix}";
        Finding[] findings = [new Finding(Id, file.Path, $"{file.Path}: {what}") { Line = FirstOther(content, wanted) }];
        return fix == "no"
            ? new(findings)
            : new(findings, new(With(content, Endings[wanted].Bytes), $"{file.Path}: fixed mixed line endings"));
    }

    private static int[] Count(ReadOnlySpan<byte> content)
    {
        int[] counts = new int[Endings.Length];
        while (NextLine(content, out int kind) is int length and > 0)
        {
            content = content[length..];
            if (kind >= 0)
            {
                counts[kind]++;
            }
        }

        return counts;
    }

    private static int FirstOther(ReadOnlySpan<byte> content, int wanted)
    {
        int line = 1;
        for (int length = NextLine(content, out int kind); kind == wanted; length = NextLine(content, out kind))
        {
            content = content[length..];
            line++;
        }

        return line;
    }

    // As in the original, a last line without an end gets one too.
    private static byte[] With(ReadOnlySpan<byte> content, byte[] ending)
    {
        var result = new MemoryStream(content.Length + 16);
        while (NextLine(content, out int kind) is int length and > 0)
        {
            result.Write(content[..(length - (kind < 0 ? 0 : Endings[kind].Bytes.Length))]);
            result.Write(ending);
            content = content[length..];
        }

        return result.ToArray();
    }

    /// <summary>The length of the first line with its end, and which end it is; -1 for none.</summary>
    private static int NextLine(ReadOnlySpan<byte> content, out int kind)
    {
        int at = content.IndexOfAny((byte)'\r', (byte)'\n');
        kind = at < 0 ? -1 : content[at] == '\n' ? 2 : at + 1 < content.Length && content[at + 1] == '\n' ? 1 : 0;
        return at < 0 ? content.Length : at + Endings[kind].Bytes.Length;
    }
}
