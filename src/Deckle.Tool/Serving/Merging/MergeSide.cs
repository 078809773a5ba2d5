namespace Deckle.Tool.Serving.Merging;

/// <summary>One of the versions that a merge has to choose from.</summary>
internal enum MergeSide
{
    Base,
    Local,
    Remote,
}
