using System.Text;
using Deckle.Editing;

namespace Deckle.Tool.Merging;

/// <summary>A notebook that takes part in a merge, with the bytes it was read from.</summary>
internal sealed record MergeSide(ReadOnlyMemory<byte> File, JoinedNotebook Joined)
{
    // What git and nbdime give for a file that is not there.
    private const string Nothing = "/dev/null";

    // As nbdime's for a side that is missing: the least a notebook is.
    private static readonly byte[] Least = Encoding.UTF8.GetBytes("{\n \"cells\": [],\n \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n");

    public Notebook Notebook => Joined.Notebook;

    public static bool IsNothing(string path) => path is Nothing or "nul" or "NUL";

    /// <param name="name">What the side is called in errors.</param>
    /// <exception cref="DeckleException">The side is not there, or is no notebook.</exception>
    public static MergeSide Read(string path, string name)
    {
        try
        {
            ReadOnlyMemory<byte> file = IsNothing(path) ? Least : NotebookInput.Read(path);
            return new MergeSide(file, JoinedNotebook.Of(NotebookReader.Read(file)));
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

        ReadOnlyMemory<byte> file;
        try
        {
            file = NotebookInput.Read(path);
            return file.Span.Trim(" \t\r\n"u8).IsEmpty ? null : new MergeSide(file, JoinedNotebook.Of(NotebookReader.Read(file)));
        }
        catch (DeckleException e)
        {
            throw MergeErrors.Side("base", path, e);
        }
    }

    /// <summary>A notebook made of this one, in the form of its file where that is of nbformat 4.</summary>
    public byte[] Write(Notebook changed) => Joined.Original.Format.Major < 4
        ? NotebookWriter.Write(changed)
        : NotebookEditor.Edit(File, Joined.Original, Joined.Restore(changed));
}
