using System.Reflection;
using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests.Architecture;

public partial class FolderTests
{
    public static TheoryData<string> Names() => Libraries.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_arrows_between_folders_have_no_cycle(string library)
    {
        Assembly assembly = Libraries.Load(library);
        (string From, string To)[] arrows =
        [
            .. from use in CodeReferences.In(assembly)
               from used in CodeReferences.Parts(use.Used as Type ?? use.Used.DeclaringType!)
               where used.Assembly == assembly
               select (Node(use.User, library), Node(CodeReferences.Outermost(used), library)),
        ];
        var graph = new DependencyGraph(arrows);
        IEnumerable<string> folders = assembly.GetTypes().Where(type => IsInFolder(type, library)).Select(type => Node(type, library)).Distinct();

        IEnumerable<string> cycles = folders.Select(graph.Cycle).OfType<string>();

        Assert.Empty(cycles);
    }

    [Fact]
    public void A_cycle_is_found()
    {
        var graph = new DependencyGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]);

        Assert.Equal("a -> b -> c -> a", graph.Cycle("a"));
        Assert.Null(graph.Cycle("d"));
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong = new List<string>();
        foreach (string file in Source.Files())
        {
            string relative = Path.GetRelativePath(Source.Root, Path.GetDirectoryName(file)!);
            Match declared = NamespaceLine().Match(File.ReadAllText(file));
            if (declared.Success && declared.Groups["name"].Value != relative.Replace(Path.DirectorySeparatorChar, '.'))
            {
                wrong.Add($"{Path.GetRelativePath(Source.Root, file)}: namespace {declared.Groups["name"].Value}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_public_type_stands_in_a_file_of_its_name(string library)
    {
        IEnumerable<string> names = Libraries.Load(library).GetExportedTypes().Where(type => !type.IsNested).Select(type => FilePath(type, library));

        IEnumerable<string> missing = names.Where(path => !File.Exists(Path.Combine(Source.Root, path)));

        Assert.Empty(missing);
    }

    // A folder is one node. The types at the root are the front door: each stands for itself, so that
    // a door may open a folder whose types know the plain types of the root, but not the door.
    private static string Node(Type type, string library) =>
        IsInFolder(type, library) ? $"{library}/{type.Namespace![(library.Length + 1)..].Split('.')[0]}" : $"{type.Namespace}.{type.Name}";

    private static bool IsInFolder(Type type, string library) => type.Namespace?.StartsWith($"{library}.", StringComparison.Ordinal) == true;

    private static string FilePath(Type type, string library)
    {
        string folder = type.Namespace![library.Length..].TrimStart('.').Replace('.', Path.DirectorySeparatorChar);
        return Path.Combine(library, folder, $"{type.Name.Split('`')[0]}.cs");
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
