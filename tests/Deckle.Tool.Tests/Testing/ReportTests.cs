using System.Xml.Linq;
using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Testing;

/// <summary>What <c>deckle test</c> tells, and to whom.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task JUnit_has_a_suite_for_each_notebook_and_a_case_for_each_cell()
    {
        folder.Notebook("a.ipynb", ("n = 1", ""), ("print('\\x00 new')", "old\n"), ("# NBVAL_SKIP\n1 / 0", ""));
        folder.Write("b.ipynb", "{");

        ProcessOutcome outcome = await folder.TestAsync(". --junit reports/junit.xml");

        Assert.Equal(2, outcome.ExitCode);
        XElement all = XDocument.Parse(folder.Read("reports/junit.xml")).Root!;
        Assert.Equal(("4", "1", "1", "1"), ((string)all.Attribute("tests")!, (string)all.Attribute("failures")!, (string)all.Attribute("errors")!, (string)all.Attribute("skipped")!));
        XElement[] suites = [.. all.Elements("testsuite")];
        Assert.Equal(["a.ipynb", "b.ipynb"], suites.Select(suite => (string)suite.Attribute("name")!));
        XElement[] cases = [.. suites[0].Elements("testcase")];
        Assert.Equal(["Cell 1", "Cell 2", "Cell 3"], cases.Select(each => (string)each.Attribute("name")!));
        Assert.Equal("Cell outputs differ", (string)cases[1].Element("failure")!.Attribute("message")!);
        Assert.NotNull(cases[2].Element("skipped"));
        Assert.NotNull(suites[1].Element("testcase")!.Element("error"));
    }

    [Fact]
    public async Task Coverage_is_handed_over()
    {
        folder.Write("lib/prices.py", "def gross(net):\n    return net * 2\n\ndef unused():\n    return 0\n");
        folder.Notebook("lib/a.ipynb", ("import prices; print(prices.gross(2))", "4\n"));

        ProcessOutcome outcome = await folder.TestAsync("lib --cov=lib");
        ProcessOutcome report = await folder.ShellAsync("/usr/bin/python3 -m coverage combine -q && /usr/bin/python3 -m coverage report");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        Assert.Contains("prices.py       4      1    75%", report.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_are_compared_by_what_is_seen()
    {
        // The same pixels packed otherwise, one grey step off, and another picture.
        const string Draw = "import zlib, struct\nfrom IPython.display import Image, display\n"
            + "def png(grey, level):\n"
            + "    chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))\n"
            + "    rows = b''.join(b'\\0' + bytes([grey]) * 20 for _ in range(10))\n"
            + "    return Image(b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 20, 10, 8, 0, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows, level)) + chunk(b'IEND', b''))\n";
        folder.Write("old.ipynb", TestNotebook.Of(Draw + "display(png(100, 9))", Draw + "display(png(100, 9))", Draw + "display(png(100, 9))"));
        await folder.ShellAsync("deckle run old.ipynb ran.ipynb --no-warm");
        folder.Write("in.ipynb", TestNotebook.Of([.. folder.NotebookIn("ran.ipynb").Cells.Select((cell, index) => cell.With("source", cell.Source.Replace("100, 9", ((string[])["100, 0", "101, 9", "200, 9"])[index], StringComparison.Ordinal)))]));

        Assert.Equal((0, "passed passed passed"), await folder.OutcomesAsync("in.ipynb"));
        Assert.Equal((1, "passed failed failed"), await folder.OutcomesAsync("in.ipynb --image-tolerance 0"));
        ProcessOutcome outcome = await folder.TestAsync("in.ipynb --compare-images --report report --json");

        JsonObject[] cells = TestFolder.Cells(outcome.Stdout).Single();
        Assert.Equal(["passed", "passed", "failed"], cells.Select(cell => cell.GetText("outcome")));
        Assert.Contains("200 of 200 pixels (20×10) differ, 100 %", cells[2].GetText("text"), StringComparison.Ordinal);
        Assert.True(folder.Has("report/in/cell-3.0-expected.png") && folder.Has("report/in/cell-3.0-actual.png") && folder.Has("report/in/cell-3.0-difference.png"));
    }

    [Fact]
    public async Task Pytest_can_stay()
    {
        File.Copy(Repository.Path("samples", "pytest", "conftest.py"), folder.Combine("conftest.py"));
        File.Copy(Repository.Path("samples", "pytest", "prices.ipynb"), folder.Combine("prices.ipynb"));
        folder.Notebook("wrong.ipynb", ("print(1)", "2\n"));

        ProcessOutcome outcome = await folder.ShellAsync("/usr/bin/python3 -m pytest -q -p no:cacheprovider -rs prices.ipynb; /usr/bin/python3 -m pytest -q -p no:cacheprovider wrong.ipynb");

        Assert.Contains("2 passed, 1 skipped", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains("wrong.ipynb::Cell 1", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains("1 failed", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
    }
}
