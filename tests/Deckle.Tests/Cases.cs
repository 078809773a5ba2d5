using Deckle.Json;

namespace Deckle.Tests;

/// <summary>The peers' notebooks and answers in <c>tests/cases</c>.</summary>
internal static class Cases
{
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static byte[] Bytes(string relative) => File.ReadAllBytes(Path(relative));

    /// <summary>The rows of a tab-separated table below its heading.</summary>
    public static IEnumerable<string[]> Table(string relative) =>
        File.ReadLines(Path(relative)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'));

    /// <summary>Every notebook file, broken ones too.</summary>
    public static IEnumerable<string> Notebooks() =>
        Directory.EnumerateFiles(Root, "*.ipynb", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Root, path))
            .Order(StringComparer.Ordinal);

    /// <summary>The object of a file; null where it is not JSON or not an object.</summary>
    public static JsonObject? TryReadObject(byte[] bytes)
    {
        try
        {
            return NotebookReader.ReadObject(bytes);
        }
        catch (DeckleException)
        {
            return null;
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string cases = System.IO.Path.Combine(folder.FullName, "tests", "cases");
            if (Directory.Exists(cases))
            {
                return cases;
            }
        }

        throw new DirectoryNotFoundException("tests/cases stands above no folder of this program");
    }
}
