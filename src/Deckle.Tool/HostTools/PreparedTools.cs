using Deckle.Kernels.Sandboxing;
using Deckle.Tool.HostTools.Policy;

namespace Deckle.Tool.HostTools;

/// <summary>
/// What the tools of one command go by, read and opened before any of its kernels starts: none of them can change it for the next one. Where its
/// kernels may write is remembered for the commands that come after it.
/// </summary>
internal sealed class PreparedTools
{
    private readonly Dictionary<string, ToolPolicy> policies = new(StringComparer.Ordinal);

    /// <param name="sandbox">Of the kernels; null for none.</param>
    /// <param name="folders">The working folders of the kernels; null for the current one.</param>
    /// <exception cref="DeckleException">A policy or the log cannot be used, or the folders cannot be remembered.</exception>
    public PreparedTools(HostToolRequest request, SandboxProfile? sandbox, params IEnumerable<string?> folders)
    {
        Log = new ToolLog(request.LogFile);
        WritableFolders writable = WritableFolders.OfUser();
        var search = new ToolPolicySearch(writable);
        foreach (string folder in request.IsOff ? [] : folders.Select(Full))
        {
            policies.TryAdd(folder, search.For(request.PolicyFile, folder, request.Variable));
        }

        foreach (string folder in sandbox is { Mode: not SandboxMode.Off } ? sandbox.Writable : [])
        {
            writable.Remember(folder, Trusted(search, folder));
        }

        if (request is { IsOff: false, LogFile: not null })
        {
            Log.Open();
        }
    }

    /// <summary>Shared by all kernels of the command.</summary>
    public ToolLog Log { get; }

    /// <param name="folder">One of those that were named; null for the current one.</param>
    public ToolPolicy PolicyOf(string? folder) => policies[Full(folder)];

    /// <summary>A working folder's one name.</summary>
    public static string Full(string? folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder ?? "."));

    // Those that this command goes by, and the folder's own, which another will go by.
    private Dictionary<string, string> Trusted(ToolPolicySearch search, string folder)
    {
        var trusted = new Dictionary<string, string>(StringComparer.Ordinal);
        if (search.TrustedIn(folder) is { } digest)
        {
            trusted[Path.Combine(folder, ToolPolicySearch.FileName)] = digest;
        }

        foreach (ToolPolicy policy in policies.Values.Where(policy => policy.File is not null))
        {
            trusted[policy.File!] = policy.Digest!;
        }

        return trusted;
    }
}
