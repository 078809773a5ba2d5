using System.Collections.Concurrent;
using Deckle.Editing;
using Deckle.Stores;
using Deckle.Tool.Diffing;
using Deckle.Tool.Mcp.Redaction;

namespace Deckle.Tool.Mcp.Documents;

/// <summary>
/// Reads and writes the notebooks of a server's folder. Who writes names the revision that was read; one writer at a time looks and
/// replaces the file, so that no update is lost, between clients of this server and between processes.
/// </summary>
internal sealed class NotebookDesk(RootFolder files, TimeProvider time, EdgeRedactor redactor)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> writers = new(StringComparer.Ordinal);
    private readonly RevisionShelf revisions = new();

    /// <param name="given">The path as the client gave it.</param>
    /// <exception cref="DeckleException">What resolving and reading say; paths as clients know them.</exception>
    public NotebookFile Read(string given)
    {
        string path = files.Resolve(given);
        return Named(path, shown =>
        {
            ReadOnlyMemory<byte> bytes = NotebookInput.Read(path);
            return Kept(new NotebookFile(path, shown, bytes, ScriptInput.Decode(path, bytes), NotebookRevision.Of(bytes.Span)));
        });
    }

    /// <summary>Writes what becomes of a notebook that is still at a revision.</summary>
    /// <param name="change">The file's new bytes.</param>
    /// <exception cref="DeckleException"><c>revision-outdated</c>, <c>notebook-busy</c>, what reading, writing and the change say. Then nothing is written.</exception>
    public async Task<NotebookFile> ChangeAsync(string given, string expected, Func<NotebookFile, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken)
    {
        string path = files.ResolveToWrite(given);
        return await AloneAsync(path, () =>
        {
            NotebookFile now = Read(given);
            return now.Revision == expected ? Written(now.Path, change(now)) : throw DocumentErrors.Outdated(now.Shown, expected, now.Revision, Since(now, expected));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a notebook to a place that is free, or whose file is still at a revision.</summary>
    /// <param name="expected">Null for a place that is to be free.</param>
    /// <exception cref="DeckleException"><c>notebook-exists</c>, <c>argument-invalid</c> for a name that is no notebook's, and as in <see cref="ChangeAsync"/>.</exception>
    public async Task<NotebookFile> PutAsync(string given, string? expected, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        string path = files.ResolveToWrite(given);
        string shown = files.Relative(path);
        if (!path.EndsWith(".ipynb", StringComparison.Ordinal))
        {
            throw DocumentErrors.NoNotebookName(shown);
        }

        return await AloneAsync(path, () =>
        {
            if (!File.Exists(path))
            {
                return expected is null ? Written(path, bytes) : throw DocumentErrors.Gone(shown, expected);
            }

            // What stands there may be no notebook.
            string current = Named(path, _ => NotebookRevision.Of(NotebookInput.Read(path).Span));
            return expected is null ? throw DocumentErrors.Exists(shown, current)
                : expected == current ? Written(path, bytes)
                : throw DocumentErrors.Outdated(shown, expected, current, Since(Read(given), expected));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How a notebook differs from a revision that was read before, for people.</summary>
    /// <returns>Null where the revision is not known any more.</returns>
    public string? Since(NotebookFile now, string revision)
    {
        if (Earlier(now, revision) is not { } pair)
        {
            return null;
        }

        using var text = new StringWriter { NewLine = "\n" };
        DiffText.Write(NotebookComparer.Compare(Redacted(pair), filter: null), text, new DiffTextOptions { MostOutputLines = 10, MostCellLines = 60, MostWidth = 300 });
        return text.ToString() is { Length: > 0 } difference ? difference : "only outputs, or the layout of the file";
    }

    /// <summary>A notebook beside what it was at a revision; null where that is not known any more.</summary>
    public FilePair? Earlier(NotebookFile now, string revision) => revisions.Find(now.Path, revision) is not { } old ? null
        : new FilePair(new DiffSide(now.Shown, old.Bytes) { Revision = revision }, new DiffSide(now.Shown, old.IsBare ? RevisionShelf.Bare(now.Notebook) : now.Bytes));

    /// <summary>Two files without their secrets; the very same where they hold none.</summary>
    public FilePair Redacted(FilePair pair)
    {
        (DiffSide before, DiffSide after) = (Redacted(pair.Before), Redacted(pair.After));
        return ReferenceEquals(before, pair.Before) && ReferenceEquals(after, pair.After) ? pair : pair with { Before = before, After = after };
    }

    private DiffSide Redacted(DiffSide side)
    {
        try
        {
            return side.Content is { } content && NotebookReader.Read(content) is var notebook && redactor.Redact(notebook) is var redacted && !ReferenceEquals(notebook, redacted)
                ? side with { Content = NotebookWriter.Write(redacted) }
                : side;
        }
        catch (DeckleException)
        {
            // What is no notebook is said by the comparison.
            return side;
        }
    }

    private async Task<NotebookFile> AloneAsync(string path, Func<NotebookFile> write, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        SemaphoreSlim turn = writers.GetOrAdd(folder, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using FolderLock held = await FolderLock.TakeAsync(folder, files.Relative(path), time, cancellationToken).ConfigureAwait(false);
            return write();
        }
        finally
        {
            turn.Release();
        }
    }

    private NotebookFile Written(string path, ReadOnlyMemory<byte> bytes) => Named(path, shown =>
    {
        // Read first: what is no notebook is not written.
        var file = new NotebookFile(path, shown, bytes, ScriptInput.Decode(path, bytes), NotebookRevision.Of(bytes.Span));
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes.Span))
        {
            AtomicFile.Prepare(path, createFolder: true);
            AtomicFile.Write(path, bytes.Span);
        }

        return Kept(file);
    });

    private NotebookFile Kept(NotebookFile file)
    {
        revisions.Keep(file);
        return file;
    }

    private T Named<T>(string path, Func<string, T> work)
    {
        string shown = files.Relative(path);
        try
        {
            return work(shown);
        }
        catch (DeckleException e) when (e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw DocumentErrors.Shown(e, path, shown);
        }
    }
}
