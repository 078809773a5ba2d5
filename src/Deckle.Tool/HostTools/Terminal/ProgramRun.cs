using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Deckle.Json;

namespace Deckle.Tool.HostTools.Terminal;

/// <summary>One run of a program. Whatever it started ends with it.</summary>
/// <param name="Program">Its full path.</param>
internal sealed record ProgramRun(string Program, IReadOnlyList<string> Arguments, string Folder, IReadOnlyDictionary<string, string> Environment)
{
    // Children that go on in the background hold the pipes open.
    private static readonly TimeSpan DrainFor = TimeSpan.FromMilliseconds(500);

    public string Input { get; init; } = "";

    /// <summary>Of each output; what is beyond is read and dropped, so that the program does not stand still.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    public async Task<JsonValue> RunAsync(CancellationToken cancellationToken)
    {
        var family = new ProgramFamily();
        using var process = new Process { StartInfo = StartInfo(family) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw HostToolCallErrors.CouldNot($"terminal: {Path.GetFileName(Program)}", e.Message);
        }

        var stdout = new BoundedText(MostBytes);
        var stderr = new BoundedText(MostBytes);
        using var reading = new CancellationTokenSource();
        Task all = Task.WhenAll(
            stdout.ReadAsync(process.StandardOutput.BaseStream, reading.Token), stderr.ReadAsync(process.StandardError.BaseStream, reading.Token), WriteAsync(process.StandardInput));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            await Task.WhenAny(all, Task.Delay(DrainFor, cancellationToken));
        }
        finally
        {
            await family.EndAsync(process.Id);
            await Task.WhenAny(all, Task.Delay(DrainFor, CancellationToken.None));
            await reading.CancelAsync();
        }

        return JsonObject.Of(
            ("exit_code", process.ExitCode),
            ("stdout", stdout.ToString()),
            ("stderr", stderr.ToString()),
            ("truncated", stdout.IsCut || stderr.IsCut));
    }

    private ProcessStartInfo StartInfo(ProgramFamily family)
    {
        IReadOnlyList<string> command = ProgramFamily.Command(Program, Arguments);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in Environment.Append(family.Mark))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task WriteAsync(StreamWriter stdin)
    {
        try
        {
            await stdin.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(Input));
            stdin.Close();
        }
        catch (IOException)
        {
            // It does not read its input, which is its right.
        }
    }
}
