namespace Deckle.Audit.Hygiene.Checks;

/// <summary>While a merge or rebase goes on, no line begins with a conflict marker.</summary>
internal sealed class MergeConflictCheck : HygieneCheck
{
    public const string Id = "check-merge-conflict";

    private readonly bool isAlwaysMerging;

    private MergeConflictCheck(bool isAlwaysMerging) => this.isAlwaysMerging = isAlwaysMerging;

    public static HygieneCheck Create(IReadOnlyList<string> arguments) =>
        new MergeConflictCheck(HygieneArguments.Parse(Id, arguments, ["--assume-in-merge"]).Has("--assume-in-merge"));

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        if (!context.IsMerging && !isAlwaysMerging)
        {
            return HygieneReport.Clean;
        }

        var findings = new List<Finding>();
        ReadOnlySpan<byte> rest = file.Content.Span;
        for (int line = 1; !rest.IsEmpty; line++)
        {
            int end = rest.IndexOf((byte)'\n');
            if (Marker(end < 0 ? rest : rest[..end]) is string marker)
            {
                findings.Add(new Finding(Id, file.Path, $"{file.Path}:{line}: Merge conflict string '{marker}' found") { Line = line, Column = 1 });
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return new(findings);
    }

    // ======= alone on a line counts, at the end of the file too (the original wants a newline); ||||||| and longer rows do not.
    private static string? Marker(ReadOnlySpan<byte> line) =>
        line.StartsWith("<<<<<<< "u8) ? "<<<<<<<"
        : line.StartsWith(">>>>>>> "u8) ? ">>>>>>>"
        : line.StartsWith("======= "u8) || line.SequenceEqual("======="u8) || line.SequenceEqual("=======\r"u8) ? "======="
        : null;
}
