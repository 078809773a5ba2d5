using System.Diagnostics;
using System.Text;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>
/// This program in a process that belongs to a call: it ends with the call, and with the server however that ends. The server holds a pipe to
/// it open; when the pipe closes, the process stops itself. The opposite of <see cref="DetachedRun"/>.
/// </summary>
internal static class AttachedRun
{
    /// <summary>The word by which the server calls this program for it.</summary>
    public const string Command = "run-attached";

    // How long each has to work. The first ends it in good order, the second gives its kernel no more time, the third leaves the rest to the kernel's guard.
    private static readonly (int Signal, TimeSpan Grace)[] Stops =
        [(Posix.Interrupt, TimeSpan.FromSeconds(3)), (Posix.Terminate, TimeSpan.FromSeconds(2)), (Posix.Kill, TimeSpan.Zero)];

    /// <summary>The same program that a shell calls, so that both say the same.</summary>
    /// <exception cref="OperationCanceledException">It was stopped with the call: nobody could ask for its answer.</exception>
    public static async Task<(int Code, string Output, string Log)> RunAsync(IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(OwnProgram.Path, ["mcp", Command, "--", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        await using StreamWriter lifeline = process.StandardInput;
        await using CancellationTokenRegistration registration = cancellationToken.Register(lifeline.Close);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> log = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return (process.ExitCode, await output.ConfigureAwait(false), await log.ConfigureAwait(false));
    }

    /// <summary>The other side of <see cref="RunAsync"/>.</summary>
    /// <param name="program">This program from its arguments.</param>
    public static int Begin(string[] arguments, Func<string[], int> program)
    {
        Thread work = Thread.CurrentThread;
        new Thread(() => StopWithServer(work)) { IsBackground = true }.Start();
        return program(arguments);
    }

    private static void StopWithServer(Thread work)
    {
        using Stream server = Console.OpenStandardInput();
        while (server.ReadByte() >= 0)
        {
        }

        foreach ((int signal, TimeSpan grace) in Stops)
        {
            _ = Posix.Signal(Environment.ProcessId, signal);
            _ = work.Join(grace);
        }
    }
}
