using System.Text;

namespace Deckle.Comparing;

/// <summary>
/// Makes streams comparable, as nbval's <c>coalesce_streams</c>: how output was cut into messages, and how the two streams interleave, is chance.
/// Backspaces, which nbval means to apply and does not, are applied.
/// </summary>
public static class StreamMerger
{
    /// <summary>The outputs with one output per stream, at the place of its first, without what carriage returns and backspaces took back.</summary>
    public static IReadOnlyList<Output> Merge(IReadOnlyList<Output> outputs)
    {
        var merged = new List<Output>(outputs.Count);
        var streams = new Dictionary<string, (int At, StringBuilder Text)>(StringComparer.Ordinal);
        foreach (Output output in outputs)
        {
            if (output.Kind != OutputKind.Stream)
            {
                merged.Add(output);
            }
            else if (streams.TryGetValue(output.StreamName, out (int At, StringBuilder Text) stream))
            {
                stream.Text.Append(output.Text);
            }
            else
            {
                streams.Add(output.StreamName, (merged.Count, new StringBuilder(output.Text)));
                merged.Add(output);
            }
        }

        foreach ((int at, StringBuilder text) in streams.Values)
        {
            merged[at] = new Output(merged[at].Json.With("text", Shown(text.ToString())));
        }

        return merged;
    }

    /// <summary>What remains of a text when carriage returns and backspaces have done their work.</summary>
    public static string Shown(string text) => WithoutOverwritten(WithoutErased(text));

    private static string WithoutErased(string text)
    {
        if (!text.Contains('\b', StringComparison.Ordinal))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c != '\b')
            {
                kept.Append(c);
                continue;
            }

            // One backspace takes one code point, and none takes a line feed.
            int length = kept.Length == 0 || kept[^1] == '\n' ? 0
                : kept.Length > 1 && char.IsLowSurrogate(kept[^1]) && char.IsHighSurrogate(kept[^2]) ? 2
                : 1;
            kept.Length -= length;
        }

        return kept.ToString();
    }

    // nbval's ^.*\r(?=[^\n]): of a line only what follows its last carriage return, unless nothing follows.
    private static string WithoutOverwritten(string text)
    {
        if (!text.Contains('\r', StringComparison.Ordinal))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            int last = end - start < 2 ? -1 : text.LastIndexOf('\r', end - 2, end - 1 - start);
            int from = last < 0 ? start : last + 1;
            int to = Math.Min(end + 1, text.Length);
            kept.Append(text, from, to - from);
            start = to;
        }

        return kept.ToString();
    }
}
