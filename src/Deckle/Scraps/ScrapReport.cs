using Deckle.Json;
using Deckle.Parameters.Formatting;

namespace Deckle.Scraps;

/// <summary>The scraps of many notebooks one below the other, as Markdown: scrapbook's <c>scraps_report</c>.</summary>
public static class ScrapReport
{
    // scrapbook shows a hundred characters of data.
    private const int MaxData = 100;

    public static string Write(IReadOnlyList<ScrapRun> runs, ScrapReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        options ??= new ScrapReportOptions();
        var blocks = new List<string>();
        foreach (ScrapRun run in runs)
        {
            if (options.Headers)
            {
                if (blocks.Count > 0)
                {
                    blocks.Add("<hr>");
                }

                blocks.Add($"### {Heading(run.Key)}");
            }

            IEnumerable<string> names = options.Names.Count > 0 ? options.Names : run.Scraps.Values.Where(scrap => scrap.Display is not null).Select(scrap => scrap.Name);
            foreach (string name in names)
            {
                blocks.AddRange(Block(run, name, options.Headers));
            }

            if (options.IncludeData && options.Names.Count == 0)
            {
                blocks.AddRange(run.Scraps.Values.Where(scrap => scrap is { Display: null, Data: not null }).SelectMany(scrap => Data(scrap, options.Headers)));
            }
        }

        return blocks.Count == 0 ? "" : string.Join("\n\n", blocks) + "\n";
    }

    private static IEnumerable<string> Block(ScrapRun run, string name, bool headers)
    {
        if (!run.Scraps.TryGetValue(name, out Scrap? scrap))
        {
            return [.. Header(name, headers), $"No scrap found with name '{Heading(name)}' in this notebook"];
        }

        return scrap.Display is { } display ? [.. Header(name, headers), DisplayMarkdown.Of(display, Heading(name))] : Data(scrap, headers);
    }

    private static IEnumerable<string> Data(Scrap scrap, bool headers)
    {
        string shown = scrap.IsTable ? $"a table ({scrap.Encoder})" : Trimmed(PythonRepr.Repr(scrap.Data ?? JsonNull.Value));
        return headers ? [.. Header(scrap.Name, headers), DisplayMarkdown.Code(shown)] : [DisplayMarkdown.Code($"{scrap.Name}: {shown}")];
    }

    private static IEnumerable<string> Header(string name, bool headers) => headers ? [$"#### {Heading(name)}"] : [];

    private static string Trimmed(string text) => text.Length > MaxData + 2 ? $"{text[..MaxData]}..." : text;

    // A name is one line, and no HTML.
    private static string Heading(string text) => text.ReplaceLineEndings(" ").Replace("<", "&lt;", StringComparison.Ordinal);
}
