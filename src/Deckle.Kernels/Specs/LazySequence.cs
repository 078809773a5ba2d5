using System.Collections;

namespace Deckle.Kernels.Specs;

/// <summary>
/// A sequence that is computed as far as it is read, and once: asking for a kernel in the first folder must not look into the last, or start a Python.
/// </summary>
internal sealed class LazySequence<T>(IEnumerable<T> source) : IEnumerable<T>
{
    private readonly List<T> known = [];
    private readonly Lock gate = new();
    private IEnumerator<T>? rest = source.GetEnumerator();

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; TryGet(i, out T? item); i++)
        {
            yield return item!;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool TryGet(int index, out T? item)
    {
        lock (gate)
        {
            if (index == known.Count && rest is not null)
            {
                if (rest.MoveNext())
                {
                    known.Add(rest.Current);
                }
                else
                {
                    rest.Dispose();
                    rest = null;
                }
            }

            bool isThere = index < known.Count;
            item = isThere ? known[index] : default;
            return isThere;
        }
    }
}
