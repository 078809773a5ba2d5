using Deckle.Json;

namespace Deckle.Tool.Tests.Compat;

/// <summary>Tables of what another program answers, and the files they point to.</summary>
internal static class CaseTable
{
    /// <summary>The rows without the header.</summary>
    public static IEnumerable<string[]> Rows(string name) => File.ReadLines(FullPath(name)).Skip(1).Select(line => line.Split('\t'));

    public static string FullPath(string name) => Repository.Path(["tests", "cases", .. name.Split('/')]);

    public static string Text(string name) => File.ReadAllText(FullPath(name));

    /// <summary>Arguments as a JSON list.</summary>
    public static string[] Arguments(string json) => [.. ((JsonArray)JsonReader.Read(json)).Select(item => ((JsonString)item).Text)];

    /// <summary>Runs a program that the binary stands in for, as a user does and not git.</summary>
    public static Task<ProcessOutcome> RunAsync(string program, string[] arguments, string stdin = "") => DeckleBinary.RunAsync(
        new ProcessOptions { Stdin = stdin, Folder = FullPath("."), Environment = new Dictionary<string, string?> { ["GIT_PREFIX"] = null } },
        ["compat", program, .. arguments]);
}
