using System.ComponentModel;
using System.Diagnostics;

namespace Deckle.Tool.Git;

/// <summary>Calls git. Everything that runs it goes through here.</summary>
internal static class GitProgram
{
    /// <summary>Runs a git command to its end, whatever that is.</summary>
    /// <param name="folder">Where; null for the current folder.</param>
    /// <param name="arguments">Words as git gets them; nothing is parsed by a shell.</param>
    /// <param name="input">What git reads from stdin; nothing where left out.</param>
    /// <param name="variables">What it finds in its environment beside ours.</param>
    /// <exception cref="DeckleException"><c>git-missing</c>.</exception>
    public static GitResult Run(string? folder, IEnumerable<string> arguments, ReadOnlyMemory<byte> input = default, params IEnumerable<(string Name, string Value)> variables)
    {
        using var output = new MemoryStream();
        (int exitCode, string error) = Read(folder, arguments, input, stdout => stdout.CopyTo(output), variables);
        return new GitResult(exitCode, output.ToArray(), error);
    }

    /// <summary>The same for an answer too large to be held: it is read while git writes it.</summary>
    /// <param name="read">Reads what git writes; where it stops before the end, git does too.</param>
    /// <inheritdoc cref="Run"/>
    public static (int ExitCode, string Error) Read(string? folder, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, Action<Stream> read, params IEnumerable<(string Name, string Value)> variables)
    {
        using Process process = Open(folder, arguments, variables);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task fed = FeedAsync(process, input);
        using (Stream output = process.StandardOutput.BaseStream)
        {
            read(output);
        }

        Task.WaitAll(error, fed);
        process.WaitForExit();
        return (process.ExitCode, error.Result);
    }

    /// <summary>Starts a git command that answers while it is asked. Its streams are the caller's, who ends it by closing its input.</summary>
    /// <inheritdoc cref="Run"/>
    public static Process Open(string? folder, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Messages are read by people and by us: in English, and without a prompt that nobody sees.
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        // A question about the state must not lock the index under the git command that called us.
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return Start(start);
    }

    /// <summary>The same where anything but success is an error.</summary>
    /// <param name="what">What it is for, as it reads after "cannot".</param>
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-failed</c>.</exception>
    public static GitResult Need(string what, string? folder, params IEnumerable<string> arguments)
    {
        GitResult result = Run(folder, arguments);
        return result.IsGood ? result : throw GitErrors.Failed(what, result);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw GitErrors.Missing();
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            await using Stream stdin = process.StandardInput.BaseStream;
            await stdin.WriteAsync(input).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // git had enough.
        }
    }
}
