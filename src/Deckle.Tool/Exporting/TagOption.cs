using System.CommandLine;

namespace Deckle.Tool.Exporting;

/// <summary>Names of tags on the command line: <c>--remove-cell-tags a,b</c>, repeatable, and nbconvert's <c>--TagRemovePreprocessor.remove_cell_tags="{'a', 'b'}"</c>.</summary>
internal sealed class TagOption : Option<string[]>
{
    /// <param name="trait">nbconvert's name of it.</param>
    public TagOption(string name, string trait, string description)
        : base(name, $"--TagRemovePreprocessor.{trait}")
    {
        Description = description;
        HelpName = "TAGS";
    }

    public IReadOnlyList<string> Read(ParseResult parsed) =>
        [.. (parsed.GetValue(this) ?? []).SelectMany(value => value.Split(["[", "]", "{", "}", "(", ")", "'", "\"", ",", " "], StringSplitOptions.RemoveEmptyEntries))];
}
