namespace Deckle.Tool.Hooks.Selecting;

/// <summary>A file that is to be checked, as git lists it.</summary>
/// <param name="Path">From the top of the work tree, with <c>/</c>.</param>
/// <param name="Mode">Git's: <c>100644</c>, <c>100755</c>, <c>120000</c> a link, <c>160000</c> a submodule; null for a file that is not tracked.</param>
/// <param name="Object">The name of what git has stored; null where the file of the work tree is checked.</param>
internal sealed record CheckedFile(string Path, string? Mode, string? Object)
{
    public const string Executable = "100755";
    public const string Link = "120000";
    public const string Submodule = "160000";
}
