using Deckle.Editing;
using Deckle.Json;
using Deckle.Tests.Diffing;

namespace Deckle.Tests.Merging;

/// <summary>Notebooks of three sides.</summary>
internal static class MergeTriples
{
    /// <summary>nbdime's vectors of notebooks, and every three of its files that are about the same thing, in all orders.</summary>
    public static IEnumerable<(string Name, Notebook Base, Notebook Local, Notebook Remote)> All() => Vectors().Concat(Files());

    private static IEnumerable<(string Name, Notebook Base, Notebook Local, Notebook Remote)> Vectors() =>
        from vector in DiffVectors.Of("merge_notebooks")
        let sides = new[] { "base", "local", "remote" }.Select(side => (JsonObject)vector[side]!).ToArray()
        where sides.All(side => side["cells"] is JsonArray)
        select (vector.GetText("test")!, Joined(sides[0]), Joined(sides[1]), Joined(sides[2]));

    private static IEnumerable<(string Name, Notebook Base, Notebook Local, Notebook Remote)> Files() =>
        from stem in NotebookPairs.Notebooks.GroupBy(file => Path.GetFileNameWithoutExtension(file.Name).Split("--")[0].Split("-test")[0])
        from first in stem
        from second in stem
        from third in stem
        where first.Name != second.Name || second.Name == third.Name
        select ($"{first.Name}, {second.Name}, {third.Name}", first.Notebook, second.Notebook, third.Notebook);

    private static Notebook Joined(JsonObject json) => JoinedNotebook.Of(new Notebook(json.Has("nbformat") ? json : json.With("nbformat", 4).With("nbformat_minor", 5))).Notebook;
}
