namespace Deckle.Scraps;

/// <summary>What a column of a <see cref="ScrapTable"/> holds.</summary>
public enum ScrapColumnKind
{
    /// <summary>The notebook's path.</summary>
    File,

    /// <summary>How the run ended.</summary>
    Status,

    /// <summary>Seconds.</summary>
    Duration,

    Parameter,
    Scrap,
}
