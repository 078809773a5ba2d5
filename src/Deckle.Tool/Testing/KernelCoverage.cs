using System.Security.Cryptography;
using System.Text;
using Deckle.Json;
using Deckle.Kernels;

namespace Deckle.Tool.Testing;

/// <summary>
/// Measures with coverage.py what the cells of a Python kernel execute (<c>--cov</c>). Each notebook leaves a data file of its own beside
/// <c>.coverage</c>, which <c>coverage combine</c> takes up.
/// </summary>
/// <param name="Source">The package or folder that is measured; null for all but the library.</param>
/// <param name="ConfigFile">coverage.py's settings; null to look for them where coverage.py does.</param>
internal sealed record KernelCoverage(string? Source, string? ConfigFile)
{
    private static readonly string[] KnownFiles = [".coveragerc", "setup.cfg", "tox.ini", "pyproject.toml"];

    /// <summary>Begins to measure.</summary>
    /// <param name="notebook">By whose path the data file is named, so that each run replaces the last one's.</param>
    /// <param name="warn">Takes a sentence about why nothing is measured.</param>
    /// <exception cref="DeckleException"><c>test-no-coverage</c>.</exception>
    public async Task StartAsync(KernelClient kernel, string notebook, Action<string> warn, CancellationToken cancellationToken)
    {
        if (!IsPython(kernel))
        {
            warn($"coverage is measured for Python, not for {kernel.LanguageInfo.GetText("name") ?? "this kernel"}");
            return;
        }

        string data = Path.GetFullPath(Environment.GetEnvironmentVariable("COVERAGE_FILE") is { Length: > 0 } file ? file : ".coverage");
        string suffix = $"nbval.{Digest(Path.GetFullPath(notebook))}";
        File.Delete($"{data}.{suffix}");
        JsonObject? reply = await kernel.ExecuteSilentlyAsync(Setup(data, suffix), cancellationToken: cancellationToken);
        if (reply?.GetText("status") == "error")
        {
            throw TestErrors.NoCoverage($"{reply.GetText("ename")}: {reply.GetText("evalue")}");
        }
    }

    /// <summary>Writes what was measured; of a kernel that is gone there is nothing.</summary>
    public static async Task FinishAsync(KernelClient kernel, CancellationToken cancellationToken)
    {
        if (!IsPython(kernel))
        {
            return;
        }

        try
        {
            await kernel.ExecuteSilentlyAsync("__cov.stop()\n__cov.save()", cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The test has told of the kernel's death already, and who stops it does not wait for its numbers.
        }
    }

    private string Setup(string data, string suffix)
    {
        string? config = ConfigFile ?? KnownFiles.FirstOrDefault(File.Exists);
        string? source = Source is not null && Directory.Exists(Source) ? Path.GetFullPath(Source) : Source;
        return $"""
            import coverage
            __cov = coverage.Coverage(data_file={Text(data)}, data_suffix={Text(suffix)}, source={(source is null ? "None" : $"[{Text(source)}]")}, config_file={(config is null ? "True" : Text(Path.GetFullPath(config)))})
            __cov._warn_no_data = False
            __cov._warn_unimported_source = False
            __cov.start()
            """;
    }

    // A string of JSON is one of Python.
    private static string Text(string text) => new JsonString(text).ToString();

    private static bool IsPython(KernelClient kernel) => kernel.LanguageInfo.GetText("name") == "python";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
