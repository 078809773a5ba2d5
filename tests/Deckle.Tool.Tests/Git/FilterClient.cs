using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Deckle.Tool.Tests.Git;

/// <summary>git's side of the filter protocol, written anew from its documentation.</summary>
internal sealed class FilterClient : IDisposable
{
    public const int MaxPayload = 65516;

    private readonly Process process;
    private readonly Task<string> errors;
    private bool isListening = true;

    public FilterClient(ProcessOptions options, params string[] arguments)
    {
        var start = new ProcessStartInfo(DeckleBinary.Path, ["git", "filter-process", .. arguments])
        {
            WorkingDirectory = options.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
    }

    private Stream Input => process.StandardInput.BaseStream;

    private Stream Output => process.StandardOutput.BaseStream;

    /// <summary>Shakes hands as git does, and returns both answers.</summary>
    public IReadOnlyList<string> Greet()
    {
        SendList("git-filter-client", "version=2");
        IReadOnlyList<string> version = ReadList();
        SendList("capability=clean", "capability=smudge", "capability=delay");
        return [.. version, .. ReadList()];
    }

    /// <summary>Asks for one file.</summary>
    /// <returns>The status, and the content where that is success.</returns>
    public (string Status, byte[] Content) Ask(string command, string path, byte[] content, int packet = MaxPayload, params string[] more)
    {
        SendList([$"command={command}", $"pathname={path}", .. more]);
        SendContent(content, packet);
        Flush();
        string status = Assert.Single(ReadList());
        if (status != "status=success")
        {
            return (status, []);
        }

        byte[] answer = ReadContent();
        Assert.Empty(ReadList());
        return (status, answer);
    }

    public void SendList(params string[] lines)
    {
        foreach (string line in lines)
        {
            Send(Encoding.UTF8.GetBytes(line + "\n"));
        }

        Flush();
    }

    public void SendContent(byte[] content, int packet)
    {
        foreach (byte[] part in content.Chunk(packet))
        {
            Send(part);
        }
    }

    public void SendRaw(string bytes)
    {
        Input.Write(Encoding.ASCII.GetBytes(bytes));
        Input.Flush();
    }

    public void Flush() => SendRaw("0000");

    /// <summary>Stops listening, as a git that was killed does.</summary>
    public void StopListening()
    {
        isListening = false;
        Output.Close();
    }

    /// <summary>Closes the pipe and waits for the end.</summary>
    public async Task<ProcessOutcome> EndAsync()
    {
        try
        {
            Input.Close();
        }
        catch (IOException)
        {
            // It has ended before us.
        }

        string rest = isListening ? await process.StandardOutput.ReadToEndAsync() : "";
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(timeout.Token);
        return new ProcessOutcome(process.ExitCode, rest, await errors);
    }

    public IReadOnlyList<string> ReadList()
    {
        var lines = new List<string>();
        while (ReadPacket() is { } packet)
        {
            lines.Add(Encoding.UTF8.GetString(packet).TrimEnd('\n'));
        }

        return lines;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private byte[] ReadContent()
    {
        using var content = new MemoryStream();
        while (ReadPacket() is { } packet)
        {
            Assert.InRange(packet.Length, 1, MaxPayload);
            content.Write(packet);
        }

        return content.ToArray();
    }

    private byte[]? ReadPacket()
    {
        byte[] header = new byte[4];
        Output.ReadExactly(header);
        int length = int.Parse(Encoding.ASCII.GetString(header), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (length == 0)
        {
            return null;
        }

        byte[] payload = new byte[length - 4];
        Output.ReadExactly(payload);
        return payload;
    }

    private void Send(byte[] payload)
    {
        Input.Write(Encoding.ASCII.GetBytes((payload.Length + 4).ToString("x4", CultureInfo.InvariantCulture)));
        Input.Write(payload);
        Input.Flush();
    }
}
