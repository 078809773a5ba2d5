using Deckle.Stores;

namespace Deckle.Tool;

/// <summary>Rewrites notebooks in place, or only says which ones would change: the body of <c>format</c> and <c>upgrade</c>.</summary>
internal sealed class NotebookRewrite
{
    /// <summary>The new bytes of a notebook; the old ones where nothing changes.</summary>
    public required Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> Rewrite { get; init; }

    /// <summary>Only list the files that would change.</summary>
    public bool IsCheck { get; init; }

    /// <summary>Where the one input goes instead of its own place; null for in place.</summary>
    public string? Output { get; init; }

    /// <summary>Rewrites them all; a broken one does not keep the others from it.</summary>
    public int Run(IReadOnlyList<string> paths)
    {
        string[] all = [.. NotebookPaths.Expand(paths)];
        if (Output is not null && all.Length != 1)
        {
            throw new DeckleException("usage", $"--output takes one notebook, and there are {all.Length}", "leave --output out to rewrite them in place");
        }

        int changed = 0;
        int worst = ExitCodes.Done;
        foreach (string path in all)
        {
            try
            {
                changed += One(path) ? 1 : 0;
            }
            catch (DeckleException e)
            {
                Console.Error.WriteLine($"{StoreAddress.Redact(path)}: {ErrorRenderer.Text(e)}");
                worst = Math.Max(worst, ErrorRenderer.ExitCode(e));
            }
        }

        return worst != ExitCodes.Done ? worst : IsCheck && changed > 0 ? ExitCodes.BadNews : ExitCodes.Done;
    }

    private bool One(string path)
    {
        StoredBytes input = NotebookInput.ReadVersion(path);
        ReadOnlyMemory<byte> before = input.Content;
        ReadOnlyMemory<byte> after = Rewrite(before);
        bool isChanged = !before.Span.SequenceEqual(after.Span);
        if (IsCheck)
        {
            if (isChanged)
            {
                Console.Out.WriteLine(StoreAddress.Redact(path));
            }
        }
        else if (Output is not null || path == NotebookPaths.Stdin)
        {
            NotebookPaths.Write(Output ?? path, after);
        }
        else if (isChanged)
        {
            NotebookPaths.Write(path, after, input.Version);
            Console.Out.WriteLine(StoreAddress.Redact(path));
        }

        return isChanged;
    }
}
