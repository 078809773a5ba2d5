using System.Globalization;
using Deckle.Diffing;

namespace Deckle.Tool.Reviewing;

/// <summary>
/// The names by which a comparison's cells are linked to: <c>cell-ID</c>, or <c>cell-3</c> for the third where it has no id. They stay
/// the same as long as the notebooks do, so that a comment can point to <c>cell-ID-after-L12</c>.
/// </summary>
internal sealed class CellAnchors
{
    private const int Longest = 80;

    private readonly Dictionary<int, string> before = [];
    private readonly Dictionary<int, string> after = [];

    /// <param name="prefix">What stands before the names where the page has several files.</param>
    /// <param name="taken">The names the page has already.</param>
    public CellAnchors(NotebookDiff diff, string prefix, HashSet<string> taken)
    {
        // The cells that are there now come first: theirs are the plain names.
        foreach (CellChange cell in diff.Cells.Where(cell => !IsGone(cell)))
        {
            after[cell.After!.Value] = Name(diff.After.Cells[cell.After.Value].Id, Number(cell.After.Value));
        }

        foreach (CellChange cell in diff.Cells.Where(IsGone))
        {
            before[cell.Before!.Value] = Name(diff.Before.Cells[cell.Before.Value].Id, $"before-{Number(cell.Before.Value)}");
        }

        string Name(string? id, string number)
        {
            string name = $"{prefix}cell-{(Plain(id ?? "") is { Length: > 0 } plain ? plain : number)}";
            string unique = name;
            for (int again = 2; !taken.Add(unique); again++)
            {
                unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{again}");
            }

            return unique;
        }
    }

    public string Of(CellChange cell) => IsGone(cell) ? before[cell.Before!.Value] : after[cell.After!.Value];

    /// <summary>The place of a cell of the notebook before: where it was, if that was asked for and is on the page, else what became of it.</summary>
    public string? Before(NotebookDiff diff, int index, CellChangeKind? kind) =>
        diff.Cells.FirstOrDefault(cell => cell.Before == index && (kind is null ? cell.Kind is not (CellChangeKind.SplitOff or CellChangeKind.MovedAway) : cell.Kind == kind)) is { } cell ? Of(cell) : null;

    public string After(int index) => after[index];

    /// <summary>A text with nothing in it that means something in an address.</summary>
    public static string Plain(string text) =>
        string.Concat(text.Take(Longest).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' ? c : '-'));

    private static bool IsGone(CellChange cell) => cell.Kind is CellChangeKind.Removed or CellChangeKind.MovedAway or CellChangeKind.JoinedInto;

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
