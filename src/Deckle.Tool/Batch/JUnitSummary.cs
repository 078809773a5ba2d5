using System.Globalization;
using System.Text;
using System.Xml;
using Deckle.Json;

namespace Deckle.Tool.Batch;

/// <summary>
/// A batch as JUnit XML, which build servers show as tests: a run is a test case. Failed cells and limits of time are failures; a dead kernel and what
/// could not start are errors; what was done before or was not started is skipped.
/// </summary>
internal static class JUnitSummary
{
    public static void Write(Summary summary, Stream output)
    {
        BatchTotals totals = summary.Totals;
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.None });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "deckle batch");
        Number(xml, "tests", totals.Count);
        Number(xml, "failures", totals[BatchStatus.Failed] + totals[BatchStatus.Timeout]);
        Number(xml, "errors", totals[BatchStatus.Dead] + totals[BatchStatus.Incomplete] + totals[BatchStatus.Error] + totals[BatchStatus.Interrupted]);
        Number(xml, "skipped", totals[BatchStatus.Skipped] + totals[BatchStatus.Pending]);
        Seconds(xml, summary.Duration.TotalSeconds);
        foreach (JsonObject row in summary.Rows)
        {
            WriteCase(xml, row);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
    }

    private static void WriteCase(XmlWriter xml, JsonObject row)
    {
        string notebook = row.GetText("notebook")!;
        JsonObject parameters = row.Get<JsonObject>("parameters")!;
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", PlainText.ForXml(notebook));
        xml.WriteAttributeString("name", PlainText.ForXml(parameters.Count == 0 ? Path.GetFileName(notebook) : string.Join(", ", parameters.Select(member => $"{member.Key}={member.Value}"))));
        Seconds(xml, row.Get<JsonNumber>("duration_seconds")!.ToDouble());
        string? element = row.GetText("status") switch
        {
            "failed" or "timeout" => "failure",
            "dead" or "incomplete" or "error" or "interrupted" => "error",
            "skipped" or "pending" => "skipped",
            _ => null,
        };
        if (element is not null)
        {
            JsonObject? failure = row.Get<JsonObject>("failure");
            xml.WriteStartElement(element);
            if ((failure?.GetText("ename") ?? failure?.GetText("code")) is { } type)
            {
                xml.WriteAttributeString("type", PlainText.ForXml(type));
            }

            xml.WriteAttributeString("message", PlainText.ForXml(row.GetText("reason") ?? ""));
            xml.WriteString(PlainText.ForXml(Detail(failure)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Detail(JsonObject? failure) =>
        failure?.Get<JsonArray>("traceback") is { } traceback ? string.Join('\n', traceback.OfType<JsonString>().Select(line => line.Text))
        : failure?.GetText("stack") ?? failure?.GetText("help") ?? "";

    private static void Number(XmlWriter xml, string name, long value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static void Seconds(XmlWriter xml, double seconds) => xml.WriteAttributeString("time", seconds.ToString("0.000", CultureInfo.InvariantCulture));
}
