using System.CommandLine;
using Deckle.Diffing;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Diffing;

/// <summary>The parts of a notebook that are compared. Those of the command line stand for the settings' all together.</summary>
internal sealed class DiffParts
{
    private readonly PartOptions options = new("Look only at", "execution counts, types of cells and the notebook's format");

    public void AddTo(Command command) => options.AddTo(command);

    /// <inheritdoc cref="PartOptions.Read"/>
    public DiffFilterOptions Read(ParseResult parsed, SettingSet settings)
    {
        (IReadOnlyList<string> only, IReadOnlyList<string> ignored) = options.Read(parsed);
        return Filter(only.Count > 0 || ignored.Count > 0
            ? PartOptions.Counting(only, ignored)
            : PartOptions.Counting(
                [.. PartOptions.Names.Where(name => settings.IsOn($"diff.{name}"))],
                PartOptions.Names.Where(name => settings.Boolean($"diff.{name}") is false)));
    }

    /// <param name="compared">The parts that are not left out.</param>
    public static DiffFilterOptions Filter(IReadOnlySet<string> compared) => new()
    {
        Sources = compared.Contains("sources"),
        Outputs = compared.Contains("outputs"),
        Attachments = compared.Contains("attachments"),
        Metadata = compared.Contains("metadata"),
        Ids = compared.Contains("id"),
        Details = compared.Contains("details"),
    };
}
