using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Text;

namespace Deckle.Merging;

/// <summary>Markers that are a cell or an output of their own.</summary>
internal static partial class ConflictMark
{
    /// <summary>The marker that is all a Markdown cell says: bare, in backticks as nbdev writes it, or in nbdime's red.</summary>
    public static TextConflictLine? OfCell(JsonObject cell)
    {
        if (cell.GetText("cell_type") is not ("markdown" or "raw") || Multiline.Join(cell["source"]) is not { Utf8.Length: < 1000 } source)
        {
            return null;
        }

        string text = source.Text.Trim();
        if (RedText().Match(text) is { Success: true } red)
        {
            text = red.Groups["marker"].Value;
        }

        return TextConflictLine.Read(text.Trim('`'));
    }

    /// <summary>The marker that is all an output says.</summary>
    public static TextConflictLine? OfOutput(JsonValue output) =>
        output is JsonObject members && members.GetText("output_type") == "stream" && members.GetText("name") == "stderr"
        && Multiline.Join(members["text"]) is { Utf8.Length: < 1000 } text
            ? TextConflictLine.Read(text.Text.TrimEnd('\r', '\n'))
            : null;

    [GeneratedRegex("^<span style=\"color:red\"><b>(?<marker>[^\n]*)</b></span>$")]
    private static partial Regex RedText();
}
