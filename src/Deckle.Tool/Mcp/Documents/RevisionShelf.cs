namespace Deckle.Tool.Mcp.Documents;

/// <summary>
/// The revisions that clients were told of, so that an edit against an old one can be answered with the difference. Bounded: of large
/// notebooks only what is no output is kept, and the oldest go.
/// </summary>
internal sealed class RevisionShelf
{
    private const int MostBytes = 16 << 20;
    private const int MostWhole = 1 << 20;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, Revision Content)> order = [];
    private readonly Dictionary<string, LinkedListNode<(string Key, Revision Content)>> known = new(StringComparer.Ordinal);
    private long held;

    public void Keep(NotebookFile file)
    {
        string key = Key(file.Path, file.Revision);
        lock (gate)
        {
            if (known.TryGetValue(key, out LinkedListNode<(string, Revision)>? there))
            {
                order.Remove(there);
                order.AddLast(there);
                return;
            }
        }

        Revision content = Of(file);
        lock (gate)
        {
            if (content.Bytes.Length > MostBytes / 2 || !known.TryAdd(key, order.AddLast((key, content))))
            {
                return;
            }

            held += content.Bytes.Length;
            while (held > MostBytes && order.First is { } oldest)
            {
                order.RemoveFirst();
                known.Remove(oldest.Value.Key);
                held -= oldest.Value.Content.Bytes.Length;
            }
        }
    }

    public Revision? Find(string path, string revision)
    {
        lock (gate)
        {
            return known.TryGetValue(Key(path, revision), out LinkedListNode<(string, Revision Content)>? there) ? there.Value.Content : null;
        }
    }

    /// <summary>A notebook without its outputs, as a file.</summary>
    public static byte[] Bare(Notebook notebook) =>
        NotebookWriter.Write(notebook.WithCells(notebook.Cells.Select(cell => cell.Outputs.Count == 0 ? cell : cell.With("outputs", Json.JsonArray.Empty))));

    private static Revision Of(NotebookFile file) => file.Bytes.Length <= MostWhole || file.Notebook.Format.Major < 4
        ? new Revision(file.Bytes.ToArray(), IsBare: false)
        : new Revision(Bare(file.Notebook), IsBare: true);

    private static string Key(string path, string revision) => $"{revision}\0{path}";

    /// <param name="IsBare">Whether outputs were left out.</param>
    public sealed record Revision(byte[] Bytes, bool IsBare);
}
