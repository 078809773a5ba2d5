using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Deckle.Scraps;

/// <summary>The scraps of a notebook, or of several, by name, in the order in which the names first appear.</summary>
public sealed class ScrapSet : IReadOnlyDictionary<string, Scrap>
{
    private readonly OrderedDictionary<string, Scrap> scraps = new(StringComparer.Ordinal);

    /// <param name="scraps">In their order; of one name the last counts, at the place of the first.</param>
    public ScrapSet(IEnumerable<Scrap> scraps, IReadOnlyList<ScrapProblem>? problems = null)
    {
        ArgumentNullException.ThrowIfNull(scraps);
        foreach (Scrap scrap in scraps)
        {
            this.scraps[scrap.Name] = scrap;
        }

        Problems = problems ?? [];
    }

    public static ScrapSet Empty { get; } = new([]);

    /// <summary>What was wrong while they were read, those without a name too.</summary>
    public IReadOnlyList<ScrapProblem> Problems { get; }

    public int Count => scraps.Count;

    public IEnumerable<string> Keys => scraps.Keys;

    public IEnumerable<Scrap> Values => scraps.Values;

    public Scrap this[string key] => scraps[key];

    public bool ContainsKey(string key) => scraps.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Scrap value) => scraps.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, Scrap>> GetEnumerator() => scraps.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
