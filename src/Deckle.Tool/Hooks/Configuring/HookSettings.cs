using Deckle.Regexes;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Hooks.Configuring;

/// <summary>What <c>[hook]</c> in the settings says; the default where it says nothing.</summary>
internal static class HookSettings
{
    private const string RunKey = "hook.run";
    private const string ExcludeKey = "hook.exclude";

    /// <param name="root">The top of the repository.</param>
    /// <exception cref="DeckleException"><c>hook-config-invalid</c>, <c>hook-unknown</c>, and those of settings.</exception>
    public static HookConfig Read(string root)
    {
        SettingSet settings = new SettingsSearch().ForFolder(root);
        HookConfig chosen = settings.Texts(RunKey) is { } lines
            ? new HookConfig([.. lines.Select(line => Hook(line, settings[RunKey].Place))]) { Path = settings[RunKey].Place }
            : Default(settings);
        return settings.Text(ExcludeKey) is string exclude ? chosen with { Exclude = Exclude(exclude, settings[ExcludeKey].Place) } : chosen;
    }

    // Who has said how notebooks are stripped wants them stripped.
    private static HookConfig Default(SettingSet settings)
    {
        HookConfig config = HookConfig.Default;
        bool strips = settings.File is { } file && file.Values.Concat(file.Rules.SelectMany(rule => rule.Values)).Any(value => value.Setting.Table == "strip");
        return strips ? config with { Hooks = [.. config.Hooks, Hooks.Hook.Of(KnownHooks.Find(KnownHooks.NotebookClean)!)] } : config;
    }

    private static Hook Hook(string line, string place)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [string id, .. string[] arguments])
        {
            throw HookErrors.Config(place, 0, "an item of hook.run is empty");
        }

        KnownHook known = KnownHooks.Find(id) ?? throw HookErrors.Unknown(id, [.. KnownHooks.All.Select(hook => hook.Id)]);
        try
        {
            return Hooks.Hook.Of(known, arguments);
        }
        catch (DeckleException e)
        {
            throw HookErrors.Config(place, 0, e.Message, e);
        }
    }

    private static PythonRegex Exclude(string pattern, string place)
    {
        try
        {
            return PythonRegex.Parse(pattern);
        }
        catch (PythonRegexException e)
        {
            throw HookErrors.Config(place, 0, $"exclude: '{pattern}' is no regular expression: {e.Message}", e);
        }
    }
}
