using Deckle.Stripping;

namespace Deckle.Tool.Git.Filtering;

/// <summary>What is stripped from the notebook at a path: its settings, and the keys that git's configuration adds.</summary>
/// <param name="settingsFor">What the settings say for a path.</param>
/// <param name="keys">git's configuration, which is asked once, when the first notebook comes.</param>
internal sealed class FilterRules(Func<string, StripOptions> settingsFor, Func<FilterKeys> keys)
{
    private readonly Lazy<FilterKeys> keys = new(keys);

    /// <exception cref="DeckleException">Wrong settings; <c>git-missing</c>, <c>git-failed</c>.</exception>
    public StripOptions For(string path)
    {
        StripOptions options = settingsFor(path);
        return keys.Value is { Extra: [], Kept: [] } ? options : options with { Keys = [.. options.Keys.Union(keys.Value.Extra).Except(keys.Value.Kept)] };
    }
}
