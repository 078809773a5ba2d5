using System.Text;
using Deckle.Json;
using Deckle.Parameters.Formatting;

namespace Deckle.Kernels.Slicing;

/// <summary>
/// Finds the cells that must run again in a new kernel before later ones can. For Python the kernel itself reads the sources and leaves out
/// only what cannot matter (<c>needed_cells.py</c>); of other languages every earlier cell is needed.
/// </summary>
public static class NeededCells
{
    /// <param name="kernel">New, and idle.</param>
    /// <param name="earlier">The sources of the cells that ran before, in order.</param>
    /// <param name="later">The sources of the cells that are to run.</param>
    public static async Task<IReadOnlyList<NeededCell>> FindAsync(
        KernelClient kernel, IReadOnlyList<string> earlier, IReadOnlyList<string> later, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        string language = kernel.LanguageInfo.GetText("name") ?? "";
        if (earlier.Count == 0)
        {
            return [];
        }

        if (language != "python")
        {
            return All(earlier, $"cells in {(language.Length == 0 ? "this language" : language)} are not analysed");
        }

        // Nothing of it stays in the user's names, and hexadecimal digits are the same in any repr.
        string question = JsonArray.From([JsonArray.From(earlier), JsonArray.From(later)]).ToString();
        string expression = $"(lambda names: (exec({Literal(Program())}, names), names['json'].dumps(names['needed'](*names['json'].loads({Literal(question)}))).encode().hex())[1])"
            + "({'__name__': 'needed_cells', 'json': __import__('json')})";
        JsonObject results = await kernel.EvaluateAsync(new Dictionary<string, string> { ["needed"] = expression }, cancellationToken).ConfigureAwait(false);
        string? answer = results.Get<JsonObject>("needed")?.Get<JsonObject>("data")?.GetText("text/plain");
        return Read(answer) ?? All(earlier, "the cells could not be analysed");
    }

    private static IReadOnlyList<NeededCell>? Read(string? answer)
    {
        try
        {
            return answer is not null && JsonReader.Read(Convert.FromHexString(answer.Trim('\''))) is JsonObject needed
                ? [.. needed.Select(member => new NeededCell(int.Parse(member.Key, null), ((JsonString)member.Value).Text)).OrderBy(cell => cell.Place)]
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonSyntaxException or InvalidCastException)
        {
            return null;
        }
    }

    private static NeededCell[] All(IReadOnlyList<string> earlier, string reason) =>
        [.. earlier.Select((_, place) => new NeededCell(place, reason))];

    private static string Literal(string text) => PythonRepr.Ascii(text);

    private static string Program()
    {
        using Stream stream = typeof(NeededCells).Assembly.GetManifestResourceStream("needed_cells.py")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
