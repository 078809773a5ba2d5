namespace Deckle;

/// <summary>A version of the notebook format, such as 4.5.</summary>
public readonly record struct NotebookFormat(int Major, int Minor) : IComparable<NotebookFormat>
{
    /// <summary>4.5, the newest version written: the first with cell ids.</summary>
    public static NotebookFormat Latest { get; } = new(4, 5);

    public static bool operator <(NotebookFormat left, NotebookFormat right) => left.CompareTo(right) < 0;

    public static bool operator >(NotebookFormat left, NotebookFormat right) => left.CompareTo(right) > 0;

    public static bool operator <=(NotebookFormat left, NotebookFormat right) => left.CompareTo(right) <= 0;

    public static bool operator >=(NotebookFormat left, NotebookFormat right) => left.CompareTo(right) >= 0;

    public int CompareTo(NotebookFormat other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public override string ToString() => $"{Major}.{Minor}";
}
