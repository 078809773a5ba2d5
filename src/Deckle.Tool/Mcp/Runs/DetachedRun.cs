using System.Diagnostics;
using Deckle.Json;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>
/// <c>deckle run</c> in a process that belongs to no client and no server: in a session of its own, its streams in files, its exit code
/// written down. It outlives who asked for it.
/// </summary>
internal static class DetachedRun
{
    /// <summary>The word by which the server calls this program for it.</summary>
    public const string Command = "run-detached";

    /// <summary>Starts it. Returns once it holds its folder.</summary>
    /// <exception cref="DeckleException"><c>run-not-started</c>.</exception>
    public static async Task StartAsync(RunFolder folder, string workingFolder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OwnProgram.Path, ["mcp", Command, folder.Path])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();

            // A line when it holds its folder; nothing when it dies before.
            if (await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                throw RunToolErrors.NotStarted((await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).Trim());
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw RunToolErrors.NotStarted(e.Message);
        }
    }

    /// <summary>The other side of <see cref="StartAsync"/>.</summary>
    /// <param name="program">This program from its arguments.</param>
    public static int Begin(string path, Func<string[], int> program)
    {
        var folder = new RunFolder(path);
        _ = Posix.NewSession();
        using FileStream held = folder.Hold();
        string[] arguments = [.. ((JsonArray)JsonReader.Read(File.ReadAllBytes(folder.Arguments))).OfType<JsonString>().Select(argument => argument.Text)];
        using (Stream server = Console.OpenStandardOutput())
        {
            server.Write("held\n"u8);
        }

        Replace(0, "/dev/null", FileMode.Open, FileAccess.Read);
        Replace(1, folder.Steps, FileMode.Create, FileAccess.Write);
        Replace(2, folder.Log, FileMode.Create, FileAccess.Write);

        // The command line has made its writers already, on the pipes to the server.
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        Console.SetError(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
        int code = program(arguments);

        // Before the lock is let go of: a run that is not held and has no code was killed.
        folder.WriteExit(code);
        return code;
    }

    private static void Replace(int descriptor, string path, FileMode mode, FileAccess access)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, mode, access, FileShare.ReadWrite);
        _ = Posix.Duplicate((int)file.DangerousGetHandle(), descriptor);
    }
}
