namespace Deckle.Merging;

/// <summary>The lines between which a conflict is shown, as git writes them.</summary>
public sealed class ConflictMarkers(MergeOptions options)
{
    /// <summary><c>&lt;&lt;&lt;&lt;&lt;&lt;&lt; main</c>, without line end as all of these.</summary>
    public string Local { get; } = Line('<', options.MarkerSize, options.LocalLabel);

    /// <summary><c>||||||| base</c>; null where the base is not shown.</summary>
    public string? Ancestor { get; } = options.ShowsBase ? Line('|', options.MarkerSize, options.BaseLabel) : null;

    public string Middle { get; } = Line('=', options.MarkerSize, "");

    /// <summary><c>&gt;&gt;&gt;&gt;&gt;&gt;&gt; topic</c>.</summary>
    public string Remote { get; } = Line('>', options.MarkerSize, options.RemoteLabel);

    /// <summary>Both versions between the markers, every marker on a line of its own.</summary>
    /// <param name="ancestor">Left out where the base is not shown.</param>
    public string Around(string ancestor, string local, string remote)
    {
        string shown = Ancestor is null ? "" : Ancestor + "\n" + Ended(ancestor);
        return $"{Local}\n{Ended(local)}{shown}{Middle}\n{Ended(remote)}{Remote}";
    }

    private static string Ended(string text) => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";

    // A label of several lines, or of none, must not make a line that is no marker.
    private static string Line(char sign, int size, string label)
    {
        string name = label.ReplaceLineEndings(" ").Trim();
        string marks = new(sign, Math.Max(1, size));
        return name.Length == 0 ? marks : $"{marks} {name}";
    }
}
