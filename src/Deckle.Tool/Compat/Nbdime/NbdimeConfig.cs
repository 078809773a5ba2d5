using Deckle.Json;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>
/// <c>nbdime_config.json</c>: in the current folder, and where Jupyter keeps settings; the nearest wins. A section bears the name of a
/// program or of something that programs have in common, and the more special one wins.
/// </summary>
internal static class NbdimeConfig
{
    private const string File = "nbdime_config.json";

    // From the special to the general, as nbdime's classes inherit.
    private static readonly Dictionary<string, string[]> Sections = new(StringComparer.Ordinal)
    {
        ["nbdiff"] = ["NbDiff", "GitDiff", "Diff"],
        ["nbdiff-web"] = ["NbDiffWeb", "Web", "GitDiff", "Diff"],
        ["nbmerge"] = ["NbMerge", "Merge"],
        ["nbmerge-web"] = ["NbMergeWeb", "Web", "Merge"],
        ["nbshow"] = ["NbShow", "Show"],
        ["nbpatch"] = [],
        ["git-nbdiffdriver"] = ["NbDiffDriver", "GitDiff", "Diff"],
        ["git-nbdifftool"] = ["NbDiffTool", "GitDiff", "Diff", "WebTool", "Web"],
        ["git-nbmergedriver"] = ["NbMergeDriver", "GitMerge", "Merge"],
        ["git-nbmergetool"] = ["NbMergeTool", "GitMerge", "Merge", "WebTool", "Web"],
    };

    /// <summary>The settings of a program.</summary>
    public static JsonObject For(string program)
    {
        JsonObject[] files = [.. Folders().Select(folder => Path.Combine(folder, File)).Select(Read).OfType<JsonObject>()];
        JsonObject settings = JsonObject.Empty;
        foreach (string section in Sections[program].Reverse())
        {
            settings = files.Reverse().Select(file => file.Get<JsonObject>(section)).OfType<JsonObject>().Aggregate(settings, Merge);
        }

        return settings;
    }

    // Where jupyter_core looks for settings.
    private static IEnumerable<string> Folders()
    {
        yield return Path.GetFullPath(".");
        foreach (string folder in Split("JUPYTER_CONFIG_PATH"))
        {
            yield return folder;
        }

        string home = Environment.GetEnvironmentVariable("HOME") ?? "/";
        yield return Environment.GetEnvironmentVariable("JUPYTER_CONFIG_DIR") is { Length: > 0 } own ? own : Path.Combine(home, ".jupyter");
        foreach (string environment in Split("VIRTUAL_ENV").Concat(Split("CONDA_PREFIX")))
        {
            yield return Path.Combine(environment, "etc", "jupyter");
        }

        yield return "/usr/local/etc/jupyter";
        yield return "/etc/jupyter";
    }

    private static string[] Split(string variable) => (Environment.GetEnvironmentVariable(variable) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static JsonObject? Read(string path)
    {
        try
        {
            return System.IO.File.Exists(path) ? JsonReader.Read(System.IO.File.ReadAllBytes(path)) as JsonObject : null;
        }
        catch (JsonSyntaxException e)
        {
            throw new DeckleException("nbdime-config", $"{path}: {e.Message}", "it is JSON with a section for each program", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static JsonObject Merge(JsonObject settings, JsonObject section) => section.Aggregate(settings, (all, member) =>
        all.With(member.Key, all[member.Key] is JsonObject below && member.Value is JsonObject above ? Merge(below, above) : member.Value));
}
