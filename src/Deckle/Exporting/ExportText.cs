using System.Text.RegularExpressions;

namespace Deckle.Exporting;

/// <summary>Text of outputs for formats without colours and cursors.</summary>
public static partial class ExportText
{
    /// <summary>Without the terminal's colours, and with each line as its last <c>\r</c> left it.</summary>
    public static string Plain(string text) =>
        string.Join('\n', Ansi().Replace(text, "").Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(Overwritten));

    /// <summary>Every line that is not blank, moved to the right.</summary>
    public static string Indent(string text, int spaces = 4) =>
        string.Join('\n', text.Split('\n').Select(line => string.IsNullOrWhiteSpace(line) ? "" : new string(' ', spaces) + line));

    /// <summary>Without the indentation that all lines share, as Python's <c>textwrap.dedent</c>.</summary>
    public static string Dedent(string text)
    {
        string[] lines = text.Split('\n');
        string? shared = null;
        foreach (string line in lines.Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            string indent = line[..^line.TrimStart().Length];
            shared = shared is null ? indent : shared[..shared.AsSpan().CommonPrefixLength(indent)];
        }

        int length = shared?.Length ?? 0;
        return string.Join('\n', lines.Select(line => string.IsNullOrWhiteSpace(line) ? "" : line[length..]));
    }

    /// <summary>An error as its traceback, or where there is none as its name and message.</summary>
    public static string Error(Output output) =>
        Plain(output.Traceback.Count > 0 ? string.Join('\n', output.Traceback) : $"{output.ErrorName}: {output.ErrorValue}");

    // A progress bar is hundreds of lines in one; people saw the last.
    private static string Overwritten(string line)
    {
        string shown = line.TrimEnd('\r');
        return shown[(shown.LastIndexOf('\r') + 1)..];
    }

    [GeneratedRegex(@"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")]
    private static partial Regex Ansi();
}
