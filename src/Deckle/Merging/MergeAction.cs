namespace Deckle.Merging;

/// <summary>What a decision does with the changes of both sides: nbdime's words.</summary>
public enum MergeAction
{
    Base,
    Local,
    Remote,

    /// <summary>Both sides changed the same way.</summary>
    Either,
    LocalThenRemote,
    RemoteThenLocal,
    Custom,

    /// <summary>The value becomes empty.</summary>
    Clear,

    /// <summary>The items that are contradicted go.</summary>
    Remove,

    /// <summary>All items go.</summary>
    ClearAll,

    /// <summary>The greater number. Read, never written: clients in browsers do not know it.</summary>
    TakeMax,
}
