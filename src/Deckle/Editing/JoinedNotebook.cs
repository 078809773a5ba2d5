using Deckle.Json;

namespace Deckle.Editing;

/// <summary>
/// A notebook whose texts are strings, however its file keeps them: the form in which notebooks are compared, patched and merged.
/// What a change leaves alone returns to the form it had in the file.
/// </summary>
public sealed class JoinedNotebook
{
    private readonly Dictionary<JsonString, JsonValue> spelled;

    private JoinedNotebook(Notebook original, Notebook joined, Dictionary<JsonString, JsonValue> spelled)
    {
        Original = original;
        Notebook = joined;
        this.spelled = spelled;
    }

    /// <summary>The notebook as it was read.</summary>
    public Notebook Original { get; }

    /// <summary>
    /// The notebook in nbformat 4 with joined texts. Where the original is older it has no ids, since those that a conversion makes up
    /// are not the file's.
    /// </summary>
    public Notebook Notebook { get; }

    /// <exception cref="DeckleException"><c>notebook-invalid</c>: an older notebook lacks what its conversion needs.</exception>
    public static JoinedNotebook Of(Notebook original)
    {
        var spelled = new Dictionary<JsonString, JsonValue>(ReferenceEqualityComparer.Instance);
        Notebook current = original.Format.Major < 4 ? WithoutIds(NotebookUpgrader.Convert(original, 4)) : original;
        JsonValue Join(JsonValue value)
        {
            if (value is not JsonArray lines || Multiline.Join(lines) is not { } joined)
            {
                return value;
            }

            // A list of one line joins to that very line, which may stand elsewhere as itself.
            joined = lines.Count == 1 ? new JsonString(joined.Utf8) : joined;
            spelled[joined] = value;
            return joined;
        }

        return new JoinedNotebook(original, new Notebook(NotebookTexts.OnAll(current.Json, Join)), spelled);
    }

    /// <summary>The changed notebook with every text that did not change spelled as in the file.</summary>
    /// <param name="changed">Made from <see cref="Notebook"/>: what it shares with it is recognised.</param>
    public Notebook Restore(Notebook changed) =>
        spelled.Count == 0 ? changed : new Notebook(NotebookTexts.OnAll(changed.Json, text => text is JsonString joined && spelled.TryGetValue(joined, out JsonValue? lines) ? lines : text));

    /// <summary>The changed notebook as a file: every byte of the original that did not have to change stays.</summary>
    /// <param name="file">The file that <see cref="Original"/> was read from.</param>
    /// <param name="changed">As in <see cref="Restore"/>.</param>
    public byte[] Edit(ReadOnlyMemory<byte> file, Notebook changed)
    {
        // What was converted has nothing left of the old layout.
        Notebook restored = Restore(changed);
        return Original.Format.Major < 4 ? NotebookWriter.Write(restored) : NotebookEditor.Edit(file, Original, restored);
    }

    private static Notebook WithoutIds(Notebook converted)
    {
        Notebook bare = converted.WithCells(converted.Cells.Select(cell => new Cell(cell.Json.Without("id"))));
        return converted.Format.Minor > 4 ? new Notebook(bare.Json.With("nbformat_minor", 4)) : bare;
    }
}
