namespace Deckle.Comparing;

/// <summary>What is odd about the markers of a cell.</summary>
public enum MarkerWarningKind
{
    /// <summary>Two markers of one kind; the later one counts.</summary>
    Conflict,

    /// <summary>Comments and tags say something of the same kind; the comments count.</summary>
    Overlap,

    /// <summary><c>metadata.tags</c> is no list.</summary>
    TagsNotList,

    /// <summary>A marker whose value cannot be used.</summary>
    BadValue,

    /// <summary>A comment or tag that begins like a marker but is none. nbval says nothing of these.</summary>
    Unknown,
}
