using Deckle.Diffing;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Tool.Diffing.Operands;

namespace Deckle.Tool.Diffing;

/// <summary>Compares two versions of a file as notebooks; what is no notebook is left to be compared as text.</summary>
internal static class NotebookComparer
{
    /// <param name="filter">What is left out; null for nothing.</param>
    public static NotebookComparison Compare(FilePair pair, DiffFilterOptions? filter)
    {
        var comparison = new NotebookComparison(pair.Before, pair.After) { Change = pair.Change };
        try
        {
            return comparison with { Diff = filter is null ? Diff(pair) : DiffFilter.Apply(Diff(pair), filter) };
        }
        catch (DeckleException e) when (e.Kind == ErrorKind.Input)
        {
            return comparison with { Problem = e };
        }
    }

    private static NotebookDiff Diff(FilePair pair)
    {
        (DiffSide before, DiffSide after) = (pair.Before, pair.After);
        Notebook? old = Read(before);
        Notebook? young = before.Content is { } one && after.Content is { } other && one.Span.SequenceEqual(other.Span) ? old : Read(after);
        return NotebookDiffer.Compare(old ?? Empty(young), young ?? Empty(old));
    }

    private static Notebook? Read(DiffSide side)
    {
        if (side.Content is not { } content)
        {
            return null;
        }

        if (side.Mode == EntryMode.Link)
        {
            throw OperandErrors.IsLink(side.Name);
        }

        try
        {
            return JoinedNotebook.Of(NotebookReader.Read(content)).Notebook;
        }
        catch (DeckleException e)
        {
            throw OperandErrors.NoNotebook(side.Name, e);
        }
    }

    // What a new notebook adds is all that it has, but not that it is one.
    private static Notebook Empty(Notebook? like) => new(JsonObject.Of(
        ("cells", JsonArray.Empty),
        ("metadata", JsonObject.Empty),
        ("nbformat", like?.Format.Major ?? 4),
        ("nbformat_minor", like?.Format.Minor ?? 5)));
}
