using System.Reflection;

namespace Deckle.Tool.Tests.Architecture;

/// <summary>The assemblies that other programs may reference: all of <c>src</c> but the program.</summary>
internal static class Libraries
{
    public static TheoryData<string> Names() =>
        new(Directory.EnumerateDirectories(Source.Root)
            .Select(path => Path.GetFileName(path))
            .Where(name => name is not ("Deckle.Tool" or "Deckle.CSharp"))
            .Order(StringComparer.Ordinal));

    public static Assembly Load(string name) => Assembly.Load(name);
}
