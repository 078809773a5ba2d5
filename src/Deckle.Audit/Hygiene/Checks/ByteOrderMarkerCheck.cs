namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A text does not begin with UTF-8's byte order mark.</summary>
internal sealed class ByteOrderMarkerCheck : HygieneCheck
{
    public const string Id = "fix-byte-order-marker";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new ByteOrderMarkerCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        ReadOnlyMemory<byte> content = file.Content;

        // Of several marks the original takes one a run; the file is right only without all of them.
        while (content.Span.StartsWith("\uFEFF"u8))
        {
            content = content["\uFEFF"u8.Length..];
        }

        if (content.Length == file.Content.Length)
        {
            return HygieneReport.Clean;
        }

        var finding = new Finding(Id, file.Path, $"{file.Path}: has a byte-order marker") { Line = 1, Column = 1 };
        return new([finding], new(content, $"{file.Path}: removed byte-order marker"));
    }
}
