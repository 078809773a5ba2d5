using System.Reflection;

namespace Deckle.Tool.Tests.Architecture;

public class PurityTests
{
    // Streams and writers over memory are values; everything else there reaches for a disk.
    private static readonly HashSet<string> PureInSystemIO =
    [
        "EndOfStreamException", "InvalidDataException", "IOException",
        "MemoryStream", "Stream", "StringReader", "StringWriter", "TextReader", "TextWriter",
    ];

    private static readonly HashSet<string> Impure =
    [
        "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Environment", "System.Random",
        "System.Security.Cryptography.RandomNumberGenerator", "System.TimeProvider",
    ];

    private static readonly HashSet<string> ImpureMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    [Fact]
    public void The_notebook_library_touches_no_disk_network_process_clock_or_chance()
    {
        IEnumerable<string> uses = CodeReferences.In(typeof(Notebook).Assembly)
            .Where(use => IsImpure(use.Used))
            .Select(use => $"{use.User.Name} uses {use.Used.DeclaringType ?? use.Used}.{use.Used.Name}");

        Assert.Empty(uses.Distinct());
    }

    [Fact]
    public void What_is_not_pure_is_noticed() => Assert.Contains(CodeReferences.In(typeof(PurityTests).Assembly), use => IsImpure(use.Used));

    private static bool IsImpure(MemberInfo used)
    {
        Type type = used as Type ?? used.DeclaringType!;
        bool isImpureIO = type.Namespace == "System.IO" && !PureInSystemIO.Contains(type.Name) && !IsTextOfPaths(type, used);
        bool isNetwork = type.Namespace?.StartsWith("System.Net", StringComparison.Ordinal) == true && type.Name != "WebUtility";

        // The thread's id is the compiler's own question, in every iterator.
        bool isImpureType = Impure.Contains($"{type.Namespace}.{type.Name}") && used.Name is not ("get_NewLine" or "get_CurrentManagedThreadId");
        return isImpureIO || isNetwork || isImpureType || ImpureMembers.Contains($"{type}.{used.Name}");
    }

    // Splitting a path is work on text; making one absolute asks for the current folder.
    private static bool IsTextOfPaths(Type type, MemberInfo used) =>
        type == typeof(Path) && used.Name is "GetFileName" or "GetExtension" or "GetFileNameWithoutExtension" or "GetDirectoryName";
}
