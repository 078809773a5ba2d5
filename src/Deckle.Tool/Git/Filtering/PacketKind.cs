namespace Deckle.Tool.Git.Filtering;

/// <summary>What was read from a stream of git's pkt-lines.</summary>
internal enum PacketKind
{
    Data,

    /// <summary><c>0000</c>, which ends a list.</summary>
    Flush,

    /// <summary>The stream is over.</summary>
    End,
}
