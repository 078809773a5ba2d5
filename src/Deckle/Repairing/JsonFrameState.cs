namespace Deckle.Repairing;

/// <summary>What is due in an object or list that is being read.</summary>
internal enum JsonFrameState
{
    BeforeKey,
    BeforeColon,
    BeforeValue,
    AfterValue,
}
