using System.CommandLine;

namespace Deckle.Tool;

/// <summary>nbdime's options for the parts of a notebook: <c>-s</c> for sources only, <c>-S</c> for all but them, and so on.</summary>
/// <param name="only">What is done with nothing but the parts that are named: <c>Show only</c>.</param>
/// <param name="details">What the part <c>details</c> is.</param>
internal sealed class PartOptions(string only, string details)
{
    /// <summary>In nbdime's order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["sources", "outputs", "attachments", "metadata", "id", "details"];

    private readonly (string Name, Option<bool> Only, Option<bool> Ignore)[] options =
    [
        .. Names.Select(name =>
        {
            string what = name switch { "id" => "ids of cells", "details" => details, _ => name };
            return (
                name,
                new Option<bool>($"--{name}", $"-{name[0]}") { Description = $"{only} {what}, and what else is named so." },
                new Option<bool>($"--ignore-{name}", $"-{char.ToUpperInvariant(name[0])}") { Description = $"Leave out {what}." });
        }),
    ];

    public void AddTo(Command command)
    {
        foreach ((_, Option<bool> one, Option<bool> ignore) in options)
        {
            command.Add(one);
            command.Add(ignore);
        }
    }

    /// <summary>The parts that are asked for, or those that are left out; neither where nothing is said.</summary>
    /// <exception cref="DeckleException"><c>usage</c>: some are asked for and some left out.</exception>
    public (IReadOnlyList<string> Only, IReadOnlyList<string> Ignored) Read(ParseResult parsed)
    {
        string[] named = [.. options.Where(part => parsed.GetValue(part.Only)).Select(part => part.Name)];
        string[] ignored = [.. options.Where(part => parsed.GetValue(part.Ignore)).Select(part => part.Name)];
        return named.Length > 0 && ignored.Length > 0
            ? throw new DeckleException("usage", $"--{named[0]} asks for some parts only, and --ignore-{ignored[0]} leaves one out", "use either the small letters or the capital ones")
            : (named, ignored);
    }

    /// <summary>The parts that count: those that are asked for, or where none is, all but those that are left out.</summary>
    public static IReadOnlySet<string> Counting(IReadOnlyList<string> only, IEnumerable<string> ignored) => new HashSet<string>(only.Count > 0 ? only : Names.Except(ignored));
}
