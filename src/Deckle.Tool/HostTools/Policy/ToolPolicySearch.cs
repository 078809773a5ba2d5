using System.Text;
using Deckle.Kernels.Specs;
using Deckle.Tool.Settings;

namespace Deckle.Tool.HostTools.Policy;

/// <summary>
/// Finds the policy of a run: the file that was named, or the nearest <c>tools.toml</c>, upwards to the top of the repository; without one in the
/// working folder alone. Who can write a policy can do what this user can, so one that is found must be the user's own.
/// </summary>
/// <param name="writable">Where sandboxed kernels could write.</param>
internal sealed class ToolPolicySearch(WritableFolders writable)
{
    public const string FileName = "tools.toml";

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <param name="named">Null to search.</param>
    /// <param name="folder">The working folder of the run; full.</param>
    /// <param name="variable">Gives the value of a variable that the policy names.</param>
    /// <exception cref="DeckleException"><c>tools-policy-…</c>, <c>settings-not-toml</c>.</exception>
    public ToolPolicy For(string? named, string folder, Func<string, string?> variable)
    {
        if (named is not null)
        {
            string path = Path.GetFullPath(named);
            ToolPolicy policy = File.Exists(path) ? Read(path, variable) : throw ToolPolicyErrors.Missing(named);
            writable.Trust(path, policy.Digest!);
            return policy;
        }

        foreach (string place in RepositoryFolders.UpFrom(folder))
        {
            string path = Path.Combine(place, FileName);
            if (File.Exists(path))
            {
                ToolPolicy policy = Read(path, variable);
                return WhyNot(path, policy.Digest!) is { } reason ? throw ToolPolicyErrors.NotTrusted(SettingsFile.Shown(path), reason) : policy;
            }
        }

        return ToolPolicy.Default(folder);
    }

    /// <summary>The digest of the policy that lies in a folder; null where there is none that is trusted.</summary>
    public string? TrustedIn(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) && WritableFolders.Digest(File.ReadAllBytes(path)) is var digest && WhyNot(path, digest) is null ? digest : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? WhyNot(string path, string digest)
    {
        // A link is as good as the folder it lies in and what it leads to.
        string real = RealPath.Of(path);
        string[] folders = [Path.GetDirectoryName(path)!, Path.GetDirectoryName(real)!];
        return FileOwner.Others(real) is { } others ? others
            : folders.Select(folder => (Folder: folder, Others: FileOwner.Others(folder))).FirstOrDefault(pair => pair.Others is not null) is { Others: { } why } of ? $"of its folder {of.Folder}: {why}"
            : writable.Around(path) is { } around && !writable.Trusts(path, digest) ? $"it lies in {around}, which a sandboxed kernel could write"
            : null;
    }

    private static ToolPolicy Read(string path, Func<string, string?> variable)
    {
        string shown = SettingsFile.Shown(path);
        try
        {
            byte[] content = File.ReadAllBytes(path);
            ToolPolicy policy = ToolPolicyReader.Read(path, shown, TomlTree.Read(shown, Utf8.GetString(content).TrimStart('\uFEFF')), variable);
            return policy with { Digest = WritableFolders.Digest(content) };
        }
        catch (DecoderFallbackException)
        {
            throw ToolPolicyErrors.Unreadable(shown, "its bytes are not UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolPolicyErrors.Unreadable(shown, e.Message);
        }
    }
}
