using System.Text;
using Deckle.Json;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>No file holds a private key; of a notebook, no text in its cells does, as it is decoded.</summary>
internal sealed class PrivateKeyCheck : HygieneCheck
{
    public const string Id = "detect-private-key";

    private static readonly byte[][] Markers =
    [
        .. new[]
        {
            "BEGIN RSA PRIVATE KEY",
            "BEGIN DSA PRIVATE KEY",
            "BEGIN EC PRIVATE KEY",
            "BEGIN OPENSSH PRIVATE KEY",
            "BEGIN PRIVATE KEY",
            "PuTTY-User-Key-File-2",
            // What PuTTY writes since 0.75; the original does not know it.
            "PuTTY-User-Key-File-3",
            "BEGIN SSH2 ENCRYPTED PRIVATE KEY",
            "BEGIN PGP PRIVATE KEY BLOCK",
            "BEGIN ENCRYPTED PRIVATE KEY",
            "BEGIN OpenVPN Static key V1",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new PrivateKeyCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        Finding[] inCells = file.IsNotebook && NotebookTexts.Read(file) is { } notebook ? [.. InCells(file, notebook)] : [];
        if (inCells.Length > 0)
        {
            return new(inCells);
        }

        int at = IndexOfKey(file.Content.Span);
        return at < 0
            ? HygieneReport.Clean
            : new([Place(new Finding(Id, file.Path, $"Private key found: {file.Path}"), file.Content.Span, at)]);
    }

    private static IEnumerable<Finding> InCells(HygieneFile file, JsonObject notebook)
    {
        int index = 0;
        foreach (JsonObject cell in NotebookTexts.Cells(notebook))
        {
            foreach ((string part, ReadOnlyMemory<byte> text) in NotebookTexts.In(cell))
            {
                int at = IndexOfKey(text.Span);
                if (at >= 0)
                {
                    var place = new CellPlace(index, cell.GetText("id"), part);
                    int line = TextPosition.Of(text.Span, at).Line;
                    yield return Place(new Finding(Id, file.Path, $"Private key found: {file.Path}: {place}, line {line}") { Cell = place }, text.Span, at);
                }
            }

            index++;
        }
    }

    private static Finding Place(Finding finding, ReadOnlySpan<byte> text, int at)
    {
        TextPosition position = TextPosition.Of(text, at);
        return finding with { Line = position.Line, Column = position.Column };
    }

    /// <summary>Where the first key stands; -1 for none. Two words begin all markers: searching for these is two passes, not eleven.</summary>
    private static int IndexOfKey(ReadOnlySpan<byte> text)
    {
        int begin = IndexOfKey(text, "BEGIN "u8);
        int putty = IndexOfKey(text, "PuTTY-"u8);
        return begin < 0 ? putty : putty < 0 ? begin : Math.Min(begin, putty);
    }

    private static int IndexOfKey(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start)
    {
        for (int from = 0, next; (next = text[from..].IndexOf(start)) >= 0; from += next + start.Length)
        {
            foreach (byte[] marker in Markers)
            {
                if (text[(from + next)..].StartsWith(marker))
                {
                    return from + next;
                }
            }
        }

        return -1;
    }
}
