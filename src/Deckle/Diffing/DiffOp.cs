namespace Deckle.Diffing;

/// <summary>What an entry of a diff does: the six operations of nbdime's format (Jupyter Enhancement Proposal 8).</summary>
public enum DiffOp
{
    /// <summary>A new member of an object.</summary>
    Add,

    /// <summary>A member of an object goes.</summary>
    Remove,

    /// <summary>A member of an object gets another value.</summary>
    Replace,

    /// <summary>A member or item stays, and changes inside.</summary>
    Patch,

    /// <summary>New items before the one at an index; at the length of the list behind the last.</summary>
    AddRange,

    /// <summary>So many items from an index on go.</summary>
    RemoveRange,
}
