namespace Deckle.Tool.Diffing;

/// <summary>git's modes of what is no ordinary file.</summary>
internal static class EntryMode
{
    public const string Link = "120000";
    public const string Submodule = "160000";
}
