using System.Text;

namespace Deckle.Tool.Mcp.Redaction;

/// <summary>A text without its secrets, and what it hides.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Parts">In order.</param>
internal sealed record HiddenText(string Text, IReadOnlyList<HiddenPart> Parts)
{
    /// <summary>The text with more of it hidden. A place that has a part in a mark hides all that the mark hides, too.</summary>
    /// <param name="places">In order, none over another.</param>
    public HiddenText Hide(IReadOnlyList<(int Start, int Length, string Mark)> places)
    {
        if (places.Count == 0)
        {
            return this;
        }

        var shown = new StringBuilder(Text.Length);
        var parts = new List<HiddenPart>(Parts.Count + places.Count);
        int done = 0;
        int next = 0;
        foreach ((int start, int length, string mark) in places)
        {
            if (start < done)
            {
                continue;
            }

            int from = start;
            int to = start + length;
            while (next < Parts.Count && Parts[next].End <= start)
            {
                Keep(Parts[next++]);
            }

            shown.Append(Text, done, Math.Max(0, (next < Parts.Count ? Math.Min(from, Parts[next].Start) : from) - done));
            from = next < Parts.Count ? Math.Min(from, Parts[next].Start) : from;
            var value = new StringBuilder();
            int at = from;
            for (; next < Parts.Count && Parts[next].Start < to; next++)
            {
                value.Append(Text, at, Parts[next].Start - at).Append(Parts[next].Value);
                at = Parts[next].End;
            }

            to = Math.Max(to, at);
            value.Append(Text, at, to - at);
            parts.Add(new HiddenPart(shown.Length, mark, value.ToString()));
            shown.Append(mark);
            done = to;
        }

        while (next < Parts.Count)
        {
            Keep(Parts[next++]);
        }

        return new HiddenText(shown.Append(Text, done, Text.Length - done).ToString(), parts);

        void Keep(HiddenPart part)
        {
            shown.Append(Text, done, part.Start - done);
            parts.Add(part with { Start = shown.Length });
            shown.Append(part.Mark);
            done = part.End;
        }
    }

    /// <summary>What stood at a piece of the shown text that cuts no mark in two.</summary>
    public string Reveal(int start, int end)
    {
        var text = new StringBuilder();
        int at = start;
        foreach (HiddenPart part in Parts.Where(part => part.Start >= start && part.End <= end))
        {
            text.Append(Text, at, part.Start - at).Append(part.Value);
            at = part.End;
        }

        return text.Append(Text, at, end - at).ToString();
    }
}
