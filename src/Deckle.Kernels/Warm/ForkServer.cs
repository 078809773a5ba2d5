using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Warm;

/// <summary>The fork server of one key: found by its socket, or started.</summary>
internal sealed class ForkServer(RuntimeFolder folder, WarmKey key)
{
    // What it listens on when it ends is a socket's file; these take it away should it be forgotten.
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(12);
    private const long MaxMemory = 2L << 30;

    // A forked kernel answers in 0.05 s; a machine that takes 100 times as long has other troubles.
    private static readonly TimeSpan TestWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ConnectAgainAfter = TimeSpan.FromMilliseconds(5);
    private const int ConnectTries = 200;

    // More kinds of kernels than this at a time are a sign that something changes from run to run, and each costs 50 MB.
    private const int MostServers = 8;

    private const string Boot = """
        import sys, json
        order = json.loads(sys.stdin.buffer.readline())
        exec(compile(sys.stdin.buffer.read(), "<deckle fork server>", "exec"), {"__name__": "deckle_fork_server", "order": order})
        """;

    private static readonly Lazy<string> Program = new(ReadProgram);

    /// <summary>The server's program, which is a part of the key.</summary>
    public static string Source => Program.Value;

    public static string SocketOf(string key) => key + ".sock";

    public string Key => key.Text;

    /// <summary>Whether there may be one; only a connection tells.</summary>
    public bool MayRun => File.Exists(folder.File(SocketOf(key.Text)));

    /// <summary>Connects to the server, if it runs. While it starts, the connection stands and answers come when it is ready.</summary>
    public ForkServerConnection? TryConnect(TimeSpan patience) => ForkServerConnection.TryConnect(folder.File(SocketOf(key.Text)), patience);

    /// <summary>Why the last start of this server failed; null when nothing is known of that.</summary>
    public string? LastFailure(TimeProvider time, TimeSpan forgetAfter)
    {
        var note = new FileInfo(folder.File(key.Text + ".failed"));
        try
        {
            return note.Exists && time.GetUtcNow() - note.LastWriteTimeUtc < forgetAfter && JsonReader.Read(File.ReadAllBytes(note.FullName)) is JsonObject failure
                ? failure.GetText("error")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonSyntaxException)
        {
            return null;
        }
    }

    /// <summary>Starts the server unless another process does so already, and connects.</summary>
    /// <exception cref="DeckleException"><c>warm-unavailable</c>: it ended before it listened.</exception>
    public async Task<ForkServerConnection> StartAsync(IReadOnlyList<string> preload, TimeSpan idle, TimeSpan patience, CancellationToken cancellationToken)
    {
        // A killed server leaves its socket behind.
        string[] sockets = Directory.GetFiles(folder.Path, SocketOf("*"));
        if (sockets.Length >= MostServers && sockets.Count(IsServed) is var others and >= MostServers)
        {
            throw WarmErrors.Unavailable(string.Create(CultureInfo.InvariantCulture, $"{others} fork servers run already; end them with: deckle kernels stop --all"));
        }

        string complaints = await Task.Run(() => Spawn(Order(preload, idle)), cancellationToken).WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        for (int attempt = 0; attempt < ConnectTries; attempt++)
        {
            if (TryConnect(patience) is { } connection)
            {
                return connection;
            }

            // Another process has won the race, and its server is about to listen.
            await Task.Delay(complaints.Length == 0 ? ConnectAgainAfter : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            if (complaints.Length > 0)
            {
                break;
            }
        }

        string[] lines = complaints.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        throw WarmErrors.Unavailable(lines.Length == 0 ? "the fork server ended before it listened" : $"the fork server ended before it listened: {lines[^1]}");
    }

    private static bool IsServed(string path)
    {
        using ForkServerConnection? connection = ForkServerConnection.TryConnect(path, ConnectAgainAfter);
        return connection is not null;
    }

    // Blocks until the server listens or has ended: its outputs are this pipe until then.
    private unsafe string Spawn(byte[] order)
    {
        (int orderEnd, int orders) = PosixProcess.Pipe();
        (int output, int outputEnd) = PosixProcess.Pipe();
        int id;
        try
        {
            id = PosixProcess.Spawn(key.Program, [key.Program, "-c", Boot, "deckle-fork-server", key.Text], key.Variables, "/", orderEnd, outputEnd);
        }
        catch
        {
            _ = Native.Close(orders);
            _ = Native.Close(output);
            throw;
        }
        finally
        {
            _ = Native.Close(orderEnd);
            _ = Native.Close(outputEnd);
        }

        var tail = OutputTail.Follow(output);
        for (int written = 0; written < order.Length;)
        {
            fixed (byte* start = order)
            {
                nint length = Native.Write(orders, start + written, order.Length - written);
                if (length <= 0)
                {
                    break;
                }

                written += (int)length;
            }
        }

        _ = Native.Close(orders);
        tail.Ended.Wait();

        // One that has ended already would stay a zombie for as long as we live.
        const int DoNotWait = 1;
        _ = Native.Wait4(id, out _, DoNotWait, null);
        return tail.Text;
    }

    private byte[] Order(IReadOnlyList<string> preload, TimeSpan idle)
    {
        JsonObject order = JsonObject.Of(
            ("folder", folder.Path),
            ("key", key.Text),
            ("lean", LeanIpykernel.Imports),
            ("preload", JsonArray.From(preload)),
            ("never", JsonArray.From(Preloads.Never)),
            ("idle", idle.TotalSeconds),
            ("max_age", MaxAge.TotalSeconds),
            ("memory", MaxMemory),
            ("test_seconds", TestWithin.TotalSeconds));
        return [.. JsonWriter.ToUtf8(order, JsonWriterOptions.Compact), (byte)'\n', .. Encoding.UTF8.GetBytes(Source)];
    }

    private static string ReadProgram()
    {
        using Stream resource = typeof(ForkServer).Assembly.GetManifestResourceStream("fork_server.py")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
