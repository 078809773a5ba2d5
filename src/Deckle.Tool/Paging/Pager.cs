using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Deckle.Tool.Git;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Paging;

/// <summary>
/// Where long answers go: on a terminal through a pager, chosen and started as git does; else to stdout. A pager that is left before
/// the end has shown enough.
/// </summary>
internal static class Pager
{
    // Which signals of the keyboard end a pager is the pager's affair.
    private static readonly PosixSignal[] Keyboard = [PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    /// <param name="isAllowed">False for <c>--no-pager</c>.</param>
    /// <param name="write">Writes the answer. It is run once, to its end or until nobody reads any more.</param>
    public static void Write(bool isAllowed, Action<TextWriter> write)
    {
        string? command = isAllowed && TerminalKind.OfProcess().IsTerminal ? Command() : null;
        if (command is null || Start(command) is not { } pager)
        {
            using TextWriter output = Writer(Console.OpenStandardOutput());
            write(output);
            return;
        }

        PosixSignalRegistration[] ignored = [.. Keyboard.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true))];
        using (pager)
        {
            try
            {
                using TextWriter output = Writer(pager.StandardInput.BaseStream);
                write(output);
            }
            catch (IOException)
            {
                // .NET gives the broken pipe of a child's stdin other numbers than that of stdout; there is nothing else that could fail.
            }

            pager.WaitForExit();
        }

        foreach (PosixSignalRegistration registration in ignored)
        {
            registration.Dispose();
        }
    }

    /// <summary>git's order: <c>GIT_PAGER</c>, <c>core.pager</c>, <c>PAGER</c>, <c>less</c>. Null for none: it is empty, or <c>cat</c>.</summary>
    private static string? Command()
    {
        string command = Environment.GetEnvironmentVariable("GIT_PAGER") ?? Configured() ?? Environment.GetEnvironmentVariable("PAGER") ?? (HasLess() ? "less" : "");
        return command.Trim() is "" or "cat" ? null : command;
    }

    private static string? Configured()
    {
        try
        {
            GitResult answer = GitProgram.Run(null, ["config", "--get", "core.pager"]);
            return answer.IsGood ? answer.Text : null;
        }
        catch (DeckleException)
        {
            return null;
        }
    }

    // Without git's own rule a container without less would show nothing but the shell's regret.
    private static bool HasLess() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.StartsWith('/') && File.Exists(Path.Combine(folder, "less")));

    private static Process? Start(string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true };

        // F: end at once where all fits on the screen; R: colours pass; X: leave what was shown.
        start.Environment["LESS"] = Environment.GetEnvironmentVariable("LESS") ?? "FRX";
        start.Environment["LV"] = Environment.GetEnvironmentVariable("LV") ?? "-c";
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    // A lone surrogate becomes U+FFFD; a byte order mark is no part of an answer.
    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16) { NewLine = "\n" };
}
