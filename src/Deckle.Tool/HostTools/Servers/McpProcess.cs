using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.HostTools.Servers;

/// <summary>An MCP server that is a child of ours and reads and writes a message a line. It ends when its input does, at the latest by force.</summary>
internal sealed class McpProcess : IMcpTransport
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private static readonly string[] Inherited = ["HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER"];

    private readonly Process process;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Task<string> complaints;

    private McpProcess(Process process)
    {
        this.process = process;
        complaints = LastWordsAsync(process.StandardError);
        Closed = ReadAsync();
    }

    public Action<RpcMessage>? Received { get; set; }

    public Task<string> Closed { get; }

    public string? Version { get; set; }

    /// <exception cref="IOException">It cannot be started.</exception>
    public static McpProcess Start(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Dictionary<string, string?> inherited = Inherited.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        start.Environment.Clear();
        foreach ((string name, string? value) in inherited.Where(variable => variable.Value is not null).Concat(environment.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))))
        {
            start.Environment[name] = value;
        }

        try
        {
            return new McpProcess(Process.Start(start) ?? throw new IOException("it was not started"));
        }
        catch (Win32Exception e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public async Task SendAsync(RpcMessage message, CancellationToken cancellationToken)
    {
        byte[] line = [.. message.ToUtf8(), (byte)'\n'];
        await writing.WaitAsync(cancellationToken);
        try
        {
            // Not to be cut off in the middle of a line.
            await process.StandardInput.BaseStream.WriteAsync(line, CancellationToken.None);
            await process.StandardInput.BaseStream.FlushAsync(CancellationToken.None);
        }
        catch (IOException e)
        {
            // It has closed its input: why, its end tells.
            throw new IOException(await Task.WhenAny(Closed, Task.Delay(Farewell, CancellationToken.None)) == Closed ? await Closed : e.Message, e);
        }
        finally
        {
            writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone before.
        }

        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
        writing.Dispose();
    }

    private async Task<string> ReadAsync()
    {
        // Received is set by who made this, before the server has been asked for anything.
        await Task.Yield();
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                // Some print other things to their output, against the rules.
                foreach (RpcMessage message in RpcText.Read(Encoding.UTF8.GetBytes(line)).Messages)
                {
                    Received?.Invoke(message);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return e.Message;
        }

        string last = await complaints;
        return last.Length > 0 ? $"it has ended ({last})" : "it has ended";
    }

    // Its last words tell why it did not start.
    private static async Task<string> LastWordsAsync(StreamReader stderr)
    {
        const int MostLines = 3;
        const int LongestLine = 300;
        var words = new Queue<string>();
        try
        {
            while (await stderr.ReadLineAsync() is { } line)
            {
                words.Enqueue(line.Length > LongestLine ? line[..LongestLine] : line);
                if (words.Count > MostLines)
                {
                    words.Dequeue();
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // What there was is what there is.
        }

        return string.Join(" / ", words);
    }
}
