namespace Deckle.Tool.Tests.Architecture;

/// <summary>Who uses whom, by name.</summary>
internal sealed class DependencyGraph
{
    private readonly ILookup<string, string> arrows;

    public DependencyGraph(IEnumerable<(string From, string To)> arrows) =>
        this.arrows = arrows
            .Where(arrow => arrow.From != arrow.To)
            .Distinct()
            .OrderBy(arrow => arrow.To, StringComparer.Ordinal)
            .ToLookup(arrow => arrow.From, arrow => arrow.To);

    /// <summary>The shortest way from a node back to itself, or null.</summary>
    public string? Cycle(string node)
    {
        var seen = new HashSet<string>();
        var open = new Queue<string[]>([[node]]);
        while (open.TryDequeue(out string[]? path))
        {
            foreach (string next in arrows[path[^1]])
            {
                if (next == node)
                {
                    return string.Join(" -> ", path.Append(next));
                }

                if (seen.Add(next))
                {
                    open.Enqueue([.. path, next]);
                }
            }
        }

        return null;
    }
}
