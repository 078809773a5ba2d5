namespace Deckle.Tool.Git.Filtering;

/// <summary>
/// git's long-running filter process (gitattributes(5), "Long Running Filter Process"): one program for all files of a git command,
/// which hands over each file as pkt-lines and waits for the answer.
/// </summary>
internal sealed class FilterProcess(Stream input, Stream output, NotebookFilter filter)
{
    private readonly PacketReader reader = new(input);
    private readonly PacketWriter writer = new(output);
    private readonly ContentBuffer content = new();

    /// <summary>Answers until git closes the pipe. git waits for our end then, so there is nothing left to do.</summary>
    /// <exception cref="DeckleException"><c>git-protocol</c>: whoever started us is not git.</exception>
    public void Run()
    {
        if (!Greet() || !AgreeOnCapabilities())
        {
            return;
        }

        while (reader.ReadList() is { } request && Answer(request))
        {
        }
    }

    private bool Greet()
    {
        if (reader.ReadList() is not { } hello)
        {
            return false;
        }

        if (!hello.Contains("git-filter-client") || !hello.Contains("version=2"))
        {
            throw GitErrors.Protocol($"expected 'git-filter-client' and 'version=2', not '{string.Join("', '", hello)}'");
        }

        writer.WriteLine("git-filter-server");
        writer.WriteLine("version=2");
        writer.WriteFlush();
        writer.Send();
        return true;
    }

    // Without smudge a checkout with filter.deckle.required fails, whatever filter.deckle.smudge says. Delaying is for filters that wait.
    private bool AgreeOnCapabilities()
    {
        if (reader.ReadList() is not { } offered)
        {
            return false;
        }

        foreach (string capability in offered.Where(line => line is "capability=clean" or "capability=smudge"))
        {
            writer.WriteLine(capability);
        }

        writer.WriteFlush();
        writer.Send();
        return true;
    }

    private bool Answer(IReadOnlyList<string> request)
    {
        string? command = Value(request, "command");
        string path = Value(request, "pathname") ?? "";
        content.Start(command == "clean" ? SizeOnDisk(path) : 0);
        // git reads nothing before it has written all: an earlier answer would block both.
        if (!reader.ReadContent(content))
        {
            return false;
        }

        ReadOnlyMemory<byte>? result = command switch
        {
            "clean" => filter.Clean(path, content.Content),
            "smudge" => content.Content,
            _ => null,
        };
        if (result is not { } bytes)
        {
            writer.WriteLine("status=error");
            writer.WriteFlush();
            writer.Send();
            return true;
        }

        writer.WriteLine("status=success");
        writer.WriteFlush();
        writer.WriteContent(bytes.Span);
        writer.WriteFlush();
        // The status after the content: nothing went wrong meanwhile.
        writer.WriteFlush();
        writer.Send();
        return true;
    }

    // Keys that later versions of git add are not ours to know. A value may hold equals signs.
    private static string? Value(IReadOnlyList<string> request, string key) =>
        request.FirstOrDefault(line => line.StartsWith($"{key}=", StringComparison.Ordinal))?[(key.Length + 1)..];

    // git starts us at the top of the work tree. A guess for the buffer only: what git sends may be another version.
    private static long SizeOnDisk(string path)
    {
        try
        {
            return path.Length > 0 && new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }
}
