using System.Globalization;
using System.Text;
using System.Xml;
using Deckle.Tool.Batch;

namespace Deckle.Tool.Testing;

/// <summary>Results as JUnit XML, the shape that CI systems read: a suite for each notebook, a case for each code cell.</summary>
internal static class TestJUnit
{
    public static void Write(IReadOnlyList<NotebookResult> notebooks, TimeSpan duration, Stream output)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.None });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "deckle test");
        Totals(xml, TestCounts.Of(notebooks), duration);
        foreach (NotebookResult notebook in notebooks)
        {
            Suite(xml, notebook);
        }

        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
    }

    private static void Suite(XmlWriter xml, NotebookResult notebook)
    {
        string path = PlainText.ForXml(notebook.Path);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", path);
        Totals(xml, notebook.Counts, notebook.Duration);
        if (notebook.Error is { } error)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", path);
            xml.WriteAttributeString("name", "notebook");
            Problem(xml, "error", error.Code, error.Message, ErrorRenderer.Text(error));
            xml.WriteEndElement();
        }

        foreach (CellResult cell in notebook.Cells)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", path);
            xml.WriteAttributeString("name", cell.Name);
            xml.WriteAttributeString("file", path);
            Seconds(xml, cell.Duration);
            switch (cell.Outcome)
            {
                case TestOutcome.Failed or TestOutcome.Flaky:
                    Problem(xml, "failure", TestCounts.Word(cell.Outcome), cell.Message ?? "", string.Join('\n', cell.Lines()));
                    break;
                case TestOutcome.Skipped or TestOutcome.ExpectedFailure:
                    Problem(xml, "skipped", null, cell.Message ?? "", "");
                    break;
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Problem(XmlWriter xml, string element, string? type, string message, string text)
    {
        xml.WriteStartElement(element);
        if (type is not null)
        {
            xml.WriteAttributeString("type", type);
        }

        xml.WriteAttributeString("message", PlainText.ForXml(message));
        xml.WriteString(PlainText.ForXml(text));
        xml.WriteEndElement();
    }

    private static void Totals(XmlWriter xml, TestCounts counts, TimeSpan duration)
    {
        Number(xml, "tests", counts.Cells + counts.Errors);
        Number(xml, "failures", counts[TestOutcome.Failed] + counts[TestOutcome.Flaky]);
        Number(xml, "errors", counts.Errors);
        Number(xml, "skipped", counts[TestOutcome.Skipped] + counts[TestOutcome.ExpectedFailure]);
        Seconds(xml, duration);
    }

    private static void Number(XmlWriter xml, string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static void Seconds(XmlWriter xml, TimeSpan time) => xml.WriteAttributeString("time", time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
}
