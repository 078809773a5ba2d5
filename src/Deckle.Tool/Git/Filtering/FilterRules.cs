using Deckle.Stripping;

namespace Deckle.Tool.Git.Filtering;

/// <summary>What the filter does with the notebook at a path: as the settings say, with the keys that git's configuration adds.</summary>
/// <param name="settingsFor">What the settings strip from the notebook at a path; null where they leave it alone.</param>
/// <param name="isStrictFor">Whether the settings refuse a file at a path that is no notebook.</param>
/// <param name="keys">git's configuration, which is asked once, when the first notebook comes.</param>
internal sealed class FilterRules(Func<string, StripOptions?> settingsFor, Func<string, bool> isStrictFor, Func<FilterKeys> keys)
{
    private readonly Lazy<FilterKeys> keys = new(keys);

    /// <returns>Null for a notebook that is left alone.</returns>
    /// <exception cref="DeckleException">Wrong settings; <c>git-missing</c>, <c>git-failed</c>.</exception>
    public StripOptions? For(string path) => settingsFor(path) is not { } options ? null
        : keys.Value is { Extra: [], Kept: [] } ? options
        : options with { Keys = [.. options.Keys.Union(keys.Value.Extra).Except(keys.Value.Kept)] };

    /// <inheritdoc cref="For"/>
    public bool IsStrict(string path) => isStrictFor(path);
}
