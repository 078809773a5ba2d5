using System.CommandLine;
using Deckle.Merging;
using Deckle.Selecting;
using Deckle.Tool.Merging;

namespace Deckle.Tool.Commands;

internal static class ResolveCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The notebook, or - for standard input to standard output." };
        var take = SideOption();
        var cells = new ParameterOption(1, "CELLS", "Only conflicts of these cells: ids, places (3, -1), ranges (2..5), with commas. Repeatable.", "--cell");
        var parts = new Option<string[]>("--part")
        {
            Description = $"Only these parts: {string.Join(", ", Enum.GetValues<ConflictPart>().Select(ConflictRecord.NameOf))}. Repeatable.",
            HelpName = "PART",
            DefaultValueFactory = _ => [],
        };
        var numbers = new Option<int[]>("--conflict") { Description = "Only the conflict of this number in the list. Repeatable.", HelpName = "N", DefaultValueFactory = _ => [] };
        var dry = new Option<bool>("--dry-run") { Description = "Change nothing, say what would be taken." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(
            "resolve",
            """
            List the conflicts that a merge left in a notebook, or take sides in them, in place. Markers and records of what is settled go.
            Exits 0 when none are left, 1 when some are.

            Example: deckle resolve analysis.ipynb --take remote --cell 3..5 --part outputs
            """)
        { file, take, cells, parts, numbers, dry, json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => new ResolveRun(new ResolveRequest
        {
            Path = parsed.GetRequiredValue(file),
            Side = parsed.GetValue(take),
            Cells = CellSelection.Parse((parsed.GetValue(cells) ?? []).SelectMany(NameAndValue.Split)),
            Parts = [.. parsed.GetValue(parts)!.SelectMany(part => part.Split(',')).Select(Part)],
            Numbers = parsed.GetValue(numbers)!,
            IsDry = parsed.GetValue(dry),
            IsJson = parsed.GetValue(json),
        }).Run()));
        return command;
    }

    /// <summary><c>--take</c>, for every command that settles conflicts.</summary>
    internal static Option<ConflictSide?> SideOption() => new("--take")
    {
        Description = "The side to take: local, remote, base or both.",
        HelpName = "SIDE",
        CustomParser = result =>
        {
            string value = result.Tokens[0].Value;
            if (Enum.TryParse(value, ignoreCase: true, out ConflictSide side) && char.IsAsciiLetter(value[0]))
            {
                return side;
            }

            result.AddError($"'{value}' is no side; choose one of local, remote, base, both");
            return null;
        },
    };

    private static ConflictPart Part(string name)
    {
        string wanted = name.Trim().Replace('-', '_');
        string known = wanted switch { "output" => "outputs", "attachment" => "attachments", _ => wanted };
        return Enum.GetValues<ConflictPart>().Any(part => ConflictRecord.NameOf(part) == known)
            ? ConflictRecord.PartOf(known)
            : throw MergeErrors.UnknownPart(name, Enum.GetValues<ConflictPart>().Select(ConflictRecord.NameOf));
    }
}
