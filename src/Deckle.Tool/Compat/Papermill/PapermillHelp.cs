using System.Text;
using Deckle.Tool.Commands;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>The texts of papermill's command line about itself.</summary>
internal static class PapermillHelp
{
    /// <summary>The version whose ways these are.</summary>
    public const string Version = "2.6.0";

    private const int Column = 36;
    private const int Width = 78;

    public static string Usage(StandardStreams streams) =>
        $"Usage: papermill [OPTIONS] {(streams.InputIsPipe ? "[NOTEBOOK_PATH]" : "NOTEBOOK_PATH")} [OUTPUT_PATH]";

    public static string Error(ClickException error, StandardStreams streams) =>
        (error.ShowsUsage ? $"{Usage(streams)}\nTry 'papermill -h' for help.\n\n" : "") + $"Error: {error.Message}\n";

    public static string VersionLine => $"{Version} from {Environment.ProcessPath} (deckle {VersionCommand.Version})";

    public static string Text(StandardStreams streams)
    {
        var text = new StringBuilder();
        text.Append(Usage(streams)).Append("\n\n  Run a notebook with parameters and save the result: papermill's command line,\n")
            .Append("  done by deckle.\n\n")
            .Append("  A path may be - for stdin or stdout. In a pipe it may be left out:\n\n      cat in.ipynb | papermill | jq .\n\nOptions:\n");
        foreach (ClickOption option in PapermillOptions.All)
        {
            Append(text, option);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ClickOption option)
    {
        string names = string.Join(", ", option.Names) + (option.Opposite is null ? "" : $" / {option.Opposite}");
        string value = option switch
        {
            { Choices.Count: > 0 } => $" [{string.Join('|', option.Choices)}]",
            { IsNumber: true } => " INTEGER",
            { Values: 0 } => "",
            _ => string.Concat(Enumerable.Repeat(" TEXT", option.Values)),
        };
        string left = $"  {names}{value}";
        bool fits = left.Length < Column - 1;
        text.Append(fits ? left.PadRight(Column) : $"{left}\n{new string(' ', Column)}");
        int at = Column;
        foreach (string word in option.Help.Split(' '))
        {
            if (at > Column && at + word.Length >= Width)
            {
                text.Append('\n').Append(' ', Column);
                at = Column;
            }

            text.Append(at > Column ? " " : "").Append(word);
            at += word.Length + 1;
        }

        text.Append('\n');
    }
}
