namespace Deckle.Merging;

/// <summary>What a conflict is settled with.</summary>
public enum ConflictSide
{
    Local,
    Remote,

    /// <summary>What was there before both changes.</summary>
    Base,

    /// <summary>Both, the local one first: lines, outputs, attachments and cells.</summary>
    Both,
}
