using Deckle.Editing;

namespace Deckle.Tests.Diffing;

/// <summary>Notebooks to compare with each other.</summary>
internal static class NotebookPairs
{
    private static readonly Lazy<(string Name, Notebook Notebook)[]> Fixtures = new(() =>
    [
        .. Cases.Notebooks().Where(name => name.StartsWith("peers/nbdime/nbdime/tests/files/", StringComparison.Ordinal))
            .Select(name => (name, JoinedNotebook.Of(NotebookReader.Read(Cases.Bytes(name))).Notebook)),
    ]);

    /// <summary>nbdime's test files, joined.</summary>
    public static IReadOnlyList<(string Name, Notebook Notebook)> Notebooks => Fixtures.Value;

    /// <summary>Every one with every one, itself too, in both orders.</summary>
    public static void ForAll(Action<string, Notebook, Notebook> check)
    {
        foreach ((string beforeName, Notebook before) in Notebooks)
        {
            foreach ((string afterName, Notebook after) in Notebooks)
            {
                check($"{Path.GetFileName(beforeName)} to {Path.GetFileName(afterName)}", before, after);
            }
        }
    }
}
