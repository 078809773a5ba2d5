using System.CommandLine;
using Deckle.Diffing;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Diffing;

/// <summary>
/// nbdime's options for the parts of a notebook: <c>-s</c> looks at sources only, <c>-S</c> at all but them, and so on. Those of the command
/// line stand for the settings' all together.
/// </summary>
internal sealed class DiffParts
{
    private static readonly (string Name, string What)[] Names =
    [
        ("sources", "sources"), ("outputs", "outputs"), ("attachments", "attachments"), ("metadata", "metadata"), ("id", "ids of cells"),
        ("details", "execution counts, types of cells and the notebook's format"),
    ];

    private readonly (string Name, Option<bool> Only, Option<bool> Ignore)[] options =
    [
        .. Names.Select(part => (
            part.Name,
            new Option<bool>($"--{part.Name}", $"-{part.Name[0]}") { Description = $"Look only at {part.What}, and what else is named so." },
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
    public DiffFilterOptions Read(ParseResult parsed, SettingSet settings)
    {
        (string Name, Option<bool> Only, Option<bool> Ignore)[] only = [.. options.Where(part => parsed.GetValue(part.Only))];
        (string Name, Option<bool> Only, Option<bool> Ignore)[] ignored = [.. options.Where(part => parsed.GetValue(part.Ignore))];
        return only.Length > 0 && ignored.Length > 0
            ? throw new DeckleException("usage", $"{only[0].Only.Name} asks for some parts only, and {ignored[0].Ignore.Name} leaves one out", "use either the small letters or the capital ones")
            : only.Length > 0 ? Of(only.Select(part => part.Name), true)
            : ignored.Length > 0 ? Of(ignored.Select(part => part.Name), false)
            : Of(settings);
    }

    private static DiffFilterOptions Of(SettingSet settings)
    {
        string[] only = [.. Names.Select(part => part.Name).Where(name => settings.IsOn($"diff.{name}"))];
        return only.Length > 0 ? Of(only, true) : Of(Names.Select(part => part.Name).Where(name => settings.Boolean($"diff.{name}") is false), false);
    }

    private static DiffFilterOptions Of(IEnumerable<string> names, bool areLookedAt)
    {
        HashSet<string> named = [.. names];
        bool Has(string name) => named.Contains(name) == areLookedAt;
        return new DiffFilterOptions
        {
            Sources = Has("sources"),
            Outputs = Has("outputs"),
            Attachments = Has("attachments"),
            Metadata = Has("metadata"),
            Ids = Has("id"),
            Details = Has("details"),
        };
    }
}
