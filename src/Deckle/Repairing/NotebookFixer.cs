using Deckle.Editing;
using Deckle.Merging;
using Deckle.Text;

namespace Deckle.Repairing;

/// <summary>
/// Makes notebooks of files that are none any more: text in which git's merge left conflicts becomes a notebook with conflicts in its
/// cells, broken JSON is mended, what then is invalid is repaired. Nothing is lost without being told.
/// </summary>
public static class NotebookFixer
{
    /// <param name="file">The file as it is.</param>
    /// <exception cref="DeckleException">
    /// <c>fix-not-possible</c>: something in the file has no place in a notebook; <c>notebook-empty</c>, <c>notebook-not-a-notebook</c>,
    /// <c>notebook-too-new</c>.
    /// </exception>
    public static FixResult Fix(ReadOnlyMemory<byte> file, FixOptions? options = null)
    {
        options ??= new FixOptions();
        var repairs = new List<TextRepair>();
        if (IsJson(file))
        {
            return Repaired(file, repairs, [], options);
        }

        ReadOnlyMemory<byte> text = FileText.Read(file, repairs);
        if (IsJson(text))
        {
            return Repaired(text, repairs, [], options, isMended: true);
        }

        return TextConflictSplitter.Split(text.Span) is { } split ? Merged(split, repairs, options) : Mended(text, repairs, options);
    }

    private static bool IsJson(ReadOnlyMemory<byte> text)
    {
        try
        {
            _ = NotebookReader.ReadObject(text);
            return true;
        }
        catch (DeckleException e) when (e.Code == "notebook-not-json")
        {
            return false;
        }
    }

    private static FixResult Mended(ReadOnlyMemory<byte> text, List<TextRepair> repairs, FixOptions options)
    {
        SplitSide rest = TextConflictSplitter.WithoutStray(text.Span);
        repairs.AddRange(TextConflictSplitter.FindStray(text.Span).Select(line => new TextRepair(line, "removed the marker of a conflict of which the rest is gone")));
        return Repaired(MendedNotebook.Of(rest, repairs, side: null), repairs, [], options, isMended: true);
    }

    private static FixResult Merged(SplitText split, List<TextRepair> repairs, FixOptions options)
    {
        TextConflict first = split.Conflicts[0];
        MergeOptions merge = options.Merge with
        {
            LocalLabel = Label(first.LocalLabel, options.Merge.LocalLabel),
            BaseLabel = Label(first.BaseLabel, options.Merge.BaseLabel),
            RemoteLabel = Label(first.RemoteLabel, options.Merge.RemoteLabel),
        };
        repairs.AddRange(split.Conflicts.Select(conflict => new TextRepair(conflict.Start, $"merged the sides of a conflict of text ({conflict.End - conflict.Start + 1} lines) by cells")));
        ReadOnlyMemory<byte> localFile = Side(split.Local, repairs, merge.LocalLabel, options);
        ReadOnlyMemory<byte> remoteFile = Side(split.Remote, repairs, merge.RemoteLabel, options);
        Notebook? ancestor = split.Base is null ? null : Ancestor(split.Base);
        JoinedNotebook local = JoinedNotebook.Of(NotebookReader.Read(localFile));
        JoinedNotebook remote = JoinedNotebook.Of(NotebookReader.Read(remoteFile));
        MergeResult result = NotebookMerger.Merge(ancestor, local.Notebook, remote.Notebook, merge);
        return Repaired(local.Edit(localFile, result.Notebook), repairs, result.Conflicts, options, isMended: !IsJson(split.Local.Text) || !IsJson(split.Remote.Text));
    }

    private static string Label(string written, string otherwise) => written.Length > 0 ? written : otherwise;

    private static ReadOnlyMemory<byte> Side(SplitSide side, List<TextRepair> repairs, string name, FixOptions options)
    {
        ReadOnlyMemory<byte> text = IsJson(side.Text) ? side.Text : MendedNotebook.Of(side, repairs, name);

        // What both sides need is put right once, in what they become together.
        return NotebookRepairer.Repair(text, options.NewId).Bytes;
    }

    // What was there before is a help where it can be read, and no reason to refuse where it cannot.
    private static Notebook? Ancestor(SplitSide side)
    {
        try
        {
            ReadOnlyMemory<byte> text = TextConflictSplitter.Split(side.Text.Span) is { } inner ? inner.Local.Text : side.Text;
            ReadOnlyMemory<byte> file = IsJson(text) ? text : MendedNotebook.Of(side, [], side: null);
            return JoinedNotebook.Of(NotebookReader.Read(file)).Notebook;
        }
        catch (DeckleException)
        {
            return null;
        }
    }

    private static FixResult Repaired(ReadOnlyMemory<byte> text, List<TextRepair> repairs, IReadOnlyList<MergeConflict> conflicts, FixOptions options, bool isMended = false)
    {
        RepairResult result = NotebookRepairer.Repair(text, options.NewId);
        if (isMended && result.Findings.Count > 0)
        {
            // It may be the mend that is wrong.
            throw RepairErrors.NotPossible([.. result.Findings.Select(finding => new TextRepair(0, finding.Message))]);
        }

        repairs.AddRange(result.Repairs.Select(repair => new TextRepair(0, repair.Message)));
        return new FixResult(result.Bytes, result.Notebook, [.. repairs.OrderBy(repair => repair.Line == 0 ? int.MaxValue : repair.Line)], conflicts, result.Findings);
    }
}
