using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Batch;

/// <summary>A batch as a Markdown table, for a pull request or a job's page.</summary>
internal static class MarkdownSummary
{
    private const int LongestReason = 200;

    public static void Write(Summary summary, Stream output)
    {
        Line(output, $"# {summary.Totals.Line()}");
        Line(output, "");
        Line(output, string.Create(CultureInfo.InvariantCulture, $"In {summary.Duration.TotalSeconds:0.0} s, {summary.Jobs} at a time{(summary.IsInterrupted ? "; interrupted" : "")}."));
        Line(output, "");
        Line(output, "| notebook | parameters | status | seconds | reason |");
        Line(output, "|---|---|---|---:|---|");
        foreach (JsonObject row in summary.Rows)
        {
            JsonObject parameters = row.Get<JsonObject>("parameters")!;
            string values = string.Join(", ", parameters.Select(member => $"{member.Key} = {member.Value}"));
            double seconds = row.Get<JsonNumber>("duration_seconds")!.ToDouble();
            string reason = row.GetText("reason") ?? "";
            Line(output, string.Create(
                CultureInfo.InvariantCulture,
                $"| {Cell(row.GetText("notebook")!)} | {Cell(values)} | {row.GetText("status")} | {seconds:0.00} | {Cell(reason.Length > LongestReason ? $"{reason[..LongestReason]}…" : reason)} |"));
        }
    }

    private static void Line(Stream output, string text)
    {
        output.Write(Encoding.UTF8.GetBytes($"{text}\n"));
    }

    // What a notebook prints must not become a link, a tag or a column.
    private static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length);
        foreach (char c in PlainText.OneLine(text))
        {
            cell.Append(c is '\\' or '|' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '!' or '#' or '~' ? "\\" : "").Append(c);
        }

        return cell.ToString();
    }
}
