using System.Diagnostics;

namespace Deckle.Tool.Tests;

/// <summary>The published native program, which is what these tests test.</summary>
internal static class DeckleBinary
{
    // What would let the machine or the developer decide the answer.
    private static readonly string[] Ambient =
        ["DECKLE_", "JUPYTER_", "IPYTHON", "PAPERMILL_", "VIRTUAL_ENV", "CONDA_", "GITHUB_", "CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "AWS_", "BOTO3_", "AZURE_", "GOOGLE_", "CLOUDSDK_", "STORAGE_EMULATOR_HOST"];

    /// <summary>Named by <c>DECKLE_BINARY</c>, else <c>artifacts/deckle/deckle</c> of this repository.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("DECKLE_BINARY") ?? Repository.Path("artifacts", "deckle", "deckle");

    public static Task<ProcessOutcome> RunAsync(params string[] arguments) => RunAsync(ProcessOptions.Default, arguments);

    public static Task<ProcessOutcome> RunAsync(ProcessOptions options, params string[] arguments) => StartAsync(Path, options, arguments);

    /// <summary>Runs a line of shell in which <c>deckle</c> is the program.</summary>
    public static Task<ProcessOutcome> ShellAsync(ProcessOptions options, string line) => StartAsync("/bin/sh", options, ["-c", line]);

    private static async Task<ProcessOutcome> StartAsync(string program, ProcessOptions options, string[] arguments)
    {
        if (!File.Exists(Path))
        {
            throw new FileNotFoundException("The program is not built. Build it with: ./deckle version", Path);
        }

        using var process = new Process { StartInfo = StartInfo(program, options, arguments) };
        process.Start();
        Task<string> stdout = process.StandardOutput.ReadToEndAsync();
        Task<string> stderr = process.StandardError.ReadToEndAsync();
        await WriteAsync(process.StandardInput, options.Stdin);

        using var timeout = new CancellationTokenSource(options.Timeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            string outputs = $"{await SoFar(stdout)}\n{await SoFar(stderr)}";
            throw new TimeoutException($"{program} {string.Join(' ', arguments)}: no end after {options.Timeout}\n{outputs}");
        }

        return new(process.ExitCode, await stdout, await stderr);
    }

    private static ProcessStartInfo StartInfo(string program, ProcessOptions options, string[] arguments)
    {
        // Who starts the tests in the background of a shell ignores SIGINT, and what is ignored is inherited: env gives it back.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal", program, .. arguments])
        {
            WorkingDirectory = options.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsAmbient).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        start.Environment["PATH"] = $"{System.IO.Path.GetDirectoryName(Path)}:{start.Environment["PATH"]}";
        foreach ((string name, string? value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static bool IsAmbient(string variable) => Ambient.Any(prefix => variable.StartsWith(prefix, StringComparison.Ordinal));

    // A process that left the tree may still hold the pipe open.
    private static async Task<string> SoFar(Task<string> output) =>
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(5))) == output ? await output : "(its output is still open)";

    private static async Task WriteAsync(StreamWriter stdin, string text)
    {
        try
        {
            await stdin.WriteAsync(text);
            stdin.Close();
        }
        catch (IOException)
        {
            // The program has ended, or closed its input, without reading all: that is its right.
        }
    }
}
