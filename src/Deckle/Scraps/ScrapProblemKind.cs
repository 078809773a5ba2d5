namespace Deckle.Scraps;

/// <summary>What can be wrong with a scrap. None of it keeps the other scraps of the notebook from being read.</summary>
public enum ScrapProblemKind
{
    /// <summary>Written in a later version of the format. scrapbook warns too, and takes what it knows.</summary>
    LaterVersion,

    /// <summary>No decoder is known for its encoder. scrapbook gives the whole notebook up.</summary>
    UnknownEncoder,

    /// <summary>It does not say its version. scrapbook gives the whole notebook up.</summary>
    NoVersion,

    /// <summary>It is not of the format's shape (scrapbook's schema, version 1). scrapbook gives the whole notebook up.</summary>
    Invalid,
}
