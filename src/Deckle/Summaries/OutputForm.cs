namespace Deckle.Summaries;

/// <summary>As what an output is told.</summary>
public enum OutputForm
{
    /// <summary>Text as it was written.</summary>
    Text,
    Table,
    Plot,
    Image,

    /// <summary>The text of a page of HTML.</summary>
    Html,
    Error,
    Json,
    Widget,

    /// <summary>Data of a type that is not read here.</summary>
    Data,
}
