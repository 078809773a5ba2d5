using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests;

public partial class DocumentationTests
{
    [Fact]
    public void Every_link_leads_to_a_file()
    {
        string[] folders = [Repository.Root, Repository.Path("docs"), Repository.Path("tests", "specs"), Repository.Path("tests", "cases")];

        IEnumerable<string> dead =
            from folder in folders
            from page in Directory.EnumerateFiles(folder, "*.md")
            from match in Link().Matches(File.ReadAllText(page))
            let target = match.Groups["target"].Value
            where !Path.Exists(Path.Combine(folder, target))
            select $"{Path.GetRelativePath(Repository.Root, page)}: {target}";

        Assert.Empty(dead);
    }

    [Fact]
    public void Every_page_is_in_the_index()
    {
        string index = File.ReadAllText(Repository.Path("docs", "index.md"));
        IEnumerable<string?> pages = Directory.EnumerateFiles(Repository.Path("docs"), "*.md").Select(Path.GetFileName);

        IEnumerable<string?> missing = pages.Where(page => page != "index.md" && !index.Contains($"({page})", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    // Addresses and places inside a page are not files.
    [GeneratedRegex(@"\]\((?<target>[^)#:]+)\)")]
    private static partial Regex Link();
}
