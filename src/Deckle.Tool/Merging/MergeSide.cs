using Deckle.Editing;
using Deckle.Merging;

namespace Deckle.Tool.Merging;

/// <summary>A notebook that takes part in a merge, with the bytes it was read from.</summary>
internal sealed record MergeSide(ReadOnlyMemory<byte> File, JoinedNotebook Joined)
{
    // What git and nbdime give for a file that is not there.
    private const string Nothing = "/dev/null";

    // As nbdime's for a side that is missing: the least a notebook is.
    private static readonly byte[] Least = NotebookWriter.Write(MergeDecisions.NoAncestor);

    public Notebook Notebook => Joined.Notebook;

    public static bool IsNothing(string path) => path is Nothing or "nul" or "NUL";

    /// <exception cref="DeckleException">The file is no notebook.</exception>
    public static MergeSide Of(ReadOnlyMemory<byte> file) => new(file, JoinedNotebook.Of(NotebookReader.Read(file)));

    /// <param name="name">What the side is called in errors.</param>
    /// <exception cref="DeckleException">The side is not there, or is no notebook.</exception>
    public static MergeSide Read(string path, string name)
    {
        try
        {
            return Of(IsNothing(path) ? Least : NotebookInput.Read(path));
        }
        catch (DeckleException e)
        {
            throw MergeErrors.Side(name, path, e);
        }
    }

    /// <summary>The base; null where there is none, which git says with an empty file.</summary>
    public static MergeSide? ReadBase(string? path)
    {
        if (path is null || IsNothing(path))
        {
            return null;
        }

        try
        {
            ReadOnlyMemory<byte> file = NotebookInput.Read(path);
            return file.Span.Trim(" \t\r\n"u8).IsEmpty ? null : Of(file);
        }
        catch (DeckleException e)
        {
            throw MergeErrors.Side("base", path, e);
        }
    }

    /// <inheritdoc cref="JoinedNotebook.Edit"/>
    public byte[] Write(Notebook changed) => Joined.Edit(File, changed);
}
