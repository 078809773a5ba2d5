using Deckle.Stores;

namespace Deckle.Tool.Running;

/// <summary>
/// A place that a run tells its steps while it goes on. When it can take no more the run does not end for it: the rest is left out,
/// and <see cref="Failure"/> says so.
/// </summary>
/// <param name="name">Names the place in <see cref="Failure"/>.</param>
internal sealed class Outlet(TextWriter writer, string name) : IDisposable
{
    /// <summary>Why some of the text is missing there; null when all was taken.</summary>
    public DeckleException? Failure { get; private set; }

    public static Outlet? ToFile(string? path)
    {
        try
        {
            return path is null ? null : new Outlet(new StreamWriter(path, append: false), path);
        }
        catch (Exception e) when (StoreErrors.From(e, path!) is { } error)
        {
            throw error;
        }
    }

    public void Write(string text) => Try(() =>
    {
        writer.Write(text);
        writer.Flush();
    });

    public void WriteLine(string line) => Write($"{line}\n");

    public void Dispose() => Try(writer.Dispose);

    private void Try(Action write)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception e) when (StoreErrors.From(e, name) is { } error)
        {
            Failure = error;
        }
    }
}
