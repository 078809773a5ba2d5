namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A file is empty or ends with one newline, of whichever kind stands there first.</summary>
internal sealed class EndOfFileCheck : HygieneCheck
{
    public const string Id = "end-of-file-fixer";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new EndOfFileCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        ReadOnlySpan<byte> content = file.Content.Span;
        if (content.IsEmpty)
        {
            return HygieneReport.Clean;
        }

        ReadOnlySpan<byte> text = content.TrimEnd("\r\n"u8);
        ReadOnlySpan<byte> ending = content[text.Length..];
        if (ending.IsEmpty)
        {
            return Report(file, text, "no newline at end of file", (byte[])[.. content, (byte)'\n']);
        }

        if (text.IsEmpty)
        {
            return Report(file, text, "only newlines", ReadOnlyMemory<byte>.Empty);
        }

        int first = ending.StartsWith("\r\n"u8) ? 2 : 1;
        return ending.Length == first
            ? HygieneReport.Clean
            : Report(file, text, "more than one newline at end of file", file.Content[..(text.Length + first)]);
    }

    private static HygieneReport Report(HygieneFile file, ReadOnlySpan<byte> text, string what, ReadOnlyMemory<byte> content)
    {
        var finding = new Finding(Id, file.Path, $"{file.Path}: {what}") { Line = text.Count((byte)'\n') + 1 };
        return new([finding], new(content, $"Fixing {file.Path}"));
    }
}
