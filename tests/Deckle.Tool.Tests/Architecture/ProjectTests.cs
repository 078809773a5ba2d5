using System.Xml.Linq;

namespace Deckle.Tool.Tests.Architecture;

public class ProjectTests
{
    // The arrows of the architecture, and no others. Kernels, Audit and Stores never see each other.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Deckle"] = [],
        ["Deckle.Audit"] = ["Deckle"],
        ["Deckle.Kernels"] = ["Deckle"],
        ["Deckle.Stores"] = ["Deckle"],
        ["Deckle.Tool"] = ["Deckle", "Deckle.Audit", "Deckle.Kernels", "Deckle.Stores"],
    };

    public static TheoryData<string> Projects() => new(Directory.EnumerateFiles(Source.Root, "*.csproj", SearchOption.AllDirectories).Select(Name));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_exactly_what_the_architecture_says(string project)
    {
        Assert.True(Arrows.ContainsKey(project), $"{project} is new: give it its arrows here and in docs/architecture.md");
        string[] existing = [.. Projects().Select(row => row.Data)];

        IEnumerable<string> references = Items(project, "ProjectReference").Select(Name).Order(StringComparer.Ordinal);

        Assert.Equal(Arrows[project].Intersect(existing), references);
    }

    [Fact]
    public void The_notebook_library_needs_no_package() => Assert.Empty(Items("Deckle", "PackageReference"));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(Source.Root, project, $"{project}.csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value);

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);
}
