using System.CommandLine;

namespace Deckle.Tool.Showing;

/// <summary>nbshow's options: <c>-s</c> shows sources only, <c>-S</c> all but them, and so on.</summary>
internal sealed class ShowPartOptions
{
    private static readonly (string Name, string What)[] Names =
    [
        ("sources", "sources"), ("outputs", "outputs"), ("attachments", "attachments"), ("metadata", "metadata"), ("id", "ids of cells"), ("details", "execution counts"),
    ];

    private readonly (string Name, Option<bool> Only, Option<bool> Ignore)[] options =
    [
        .. Names.Select(part => (
            part.Name,
            new Option<bool>($"--{part.Name}", $"-{part.Name[0]}") { Description = $"Show only {part.What}, and what else is named so." },
            new Option<bool>($"--ignore-{part.Name}", $"-{char.ToUpperInvariant(part.Name[0])}") { Description = $"Leave out {part.What}." })),
    ];

    public void AddTo(Command command)
    {
        foreach ((_, Option<bool> only, Option<bool> ignore) in options)
        {
            command.Add(only);
            command.Add(ignore);
        }
    }

    /// <exception cref="DeckleException"><c>usage</c>: some parts are asked for and some left out.</exception>
    public ShowParts Read(ParseResult parsed)
    {
        HashSet<string> only = [.. options.Where(part => parsed.GetValue(part.Only)).Select(part => part.Name)];
        HashSet<string> ignored = [.. options.Where(part => parsed.GetValue(part.Ignore)).Select(part => part.Name)];
        if (only.Count > 0 && ignored.Count > 0)
        {
            throw new DeckleException("usage", $"--{only.First()} asks for some parts only, and --ignore-{ignored.First()} leaves one out", "use either the small letters or the capital ones");
        }

        bool Has(string name) => only.Count > 0 ? only.Contains(name) : !ignored.Contains(name);
        return new ShowParts(Has("sources"), Has("outputs"), Has("attachments"), Has("metadata"), Has("id"), Has("details")) { ListsKernel = only.Contains("metadata") };
    }
}
