namespace Deckle.Tool.Tests.Architecture;

/// <summary>The source files of the product.</summary>
internal static class Source
{
    public static string Root { get; } = Repository.Path("src");

    /// <summary>The C# files of a project, or of all.</summary>
    public static IEnumerable<string> Files(string project = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
