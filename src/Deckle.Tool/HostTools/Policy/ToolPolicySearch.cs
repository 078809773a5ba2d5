using System.Text;
using Deckle.Tool.Settings;

namespace Deckle.Tool.HostTools.Policy;

/// <summary>Finds the policy of a run: the file that was named, or the nearest <c>tools.toml</c>, upwards to the top of the repository.</summary>
internal static class ToolPolicySearch
{
    public const string FileName = "tools.toml";

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <param name="named">Null to search.</param>
    /// <param name="folder">The working folder of the run; full.</param>
    /// <param name="variable">Gives the value of a variable that the policy names.</param>
    /// <exception cref="DeckleException"><c>tools-policy-…</c>, <c>settings-not-toml</c>.</exception>
    public static ToolPolicy For(string? named, string folder, Func<string, string?> variable)
    {
        if (named is not null)
        {
            string path = Path.GetFullPath(named);
            return File.Exists(path) ? Read(path, variable) : throw ToolPolicyErrors.Missing(named);
        }

        for (string? place = folder; place is not null; place = Path.GetDirectoryName(place))
        {
            string path = Path.Combine(place, FileName);
            if (File.Exists(path))
            {
                return WhyNot(path) is { } reason ? throw ToolPolicyErrors.NotTrusted(SettingsFile.Shown(path), reason) : Read(path, variable);
            }

            if (Path.Exists(Path.Combine(place, ".git")))
            {
                break;
            }
        }

        return ToolPolicy.Default(folder);
    }

    // Who can write the policy can do what this user can: in a shared folder that would be anybody.
    private static string? WhyNot(string path)
    {
        UnixFileMode mode = File.GetUnixFileMode(path);
        return (mode & UnixFileMode.OtherWrite) != 0 ? "everybody may change it" : null;
    }

    private static ToolPolicy Read(string path, Func<string, string?> variable)
    {
        string shown = SettingsFile.Shown(path);
        try
        {
            return ToolPolicyReader.Read(path, shown, TomlTree.Read(shown, Utf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF')), variable);
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
