using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// nbdime's order of decisions, which is descending by this: what is inside before what is around it, so that no index has shifted when
/// its turn comes; of two members the later in the alphabet, of two items the first.
/// </summary>
internal sealed class DecisionOrder : IComparer<JsonPath>
{
    private DecisionOrder()
    {
    }

    public static DecisionOrder Instance { get; } = new();

    public int Compare(JsonPath? x, JsonPath? y)
    {
        foreach ((JsonPath left, JsonPath right) in x!.Steps().Zip(y!.Steps()))
        {
            int order = (left.LastKey, right.LastKey) switch
            {
                (null, null) => right.LastIndex.CompareTo(left.LastIndex),
                (null, _) => -1,
                (_, null) => 1,
                var (name, other) => CodePointOrder.Instance.Compare(name, other),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return x.Length.CompareTo(y.Length);
    }
}
