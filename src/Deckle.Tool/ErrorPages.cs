using System.Text;
using Deckle.Text;

namespace Deckle.Tool;

/// <summary>The paragraphs of <c>docs/errors.md</c>, by code and in the order of the file.</summary>
internal sealed class ErrorPages
{
    private ErrorPages(IReadOnlyList<ErrorPage> all) => All = all;

    public IReadOnlyList<ErrorPage> All { get; }

    /// <summary>Those built into this program.</summary>
    public static ErrorPages Load()
    {
        using Stream stream = typeof(ErrorPages).Assembly.GetManifestResourceStream("errors.md")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>A heading <c>## code</c> opens a paragraph; what stands above the first one introduces the file.</summary>
    public static ErrorPages Parse(string markdown)
    {
        IEnumerable<string> sections = $"\n{markdown}".Split("\n## ").Skip(1);
        return new(sections.Select(ErrorPage.Parse).ToList());
    }

    /// <exception cref="DeckleException">No error has this code.</exception>
    public ErrorPage Find(string code) => All.FirstOrDefault(page => page.Code == code) ?? throw Unknown(code);

    private DeckleException Unknown(string code)
    {
        string? meant = NearestName.Of(code, All.Select(page => page.Code));
        return new("unknown-error-code", $"no error has the code '{code}'", "list all codes with: deckle explain")
        {
            Facts = meant is null ? [] : [("did you mean", meant)],
        };
    }
}
