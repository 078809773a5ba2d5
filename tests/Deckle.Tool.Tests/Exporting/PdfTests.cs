using System.Runtime.Versioning;
using System.Text;

namespace Deckle.Tool.Tests.Exporting;

public sealed class PdfTests
{
    [Fact]
    public async Task A_notebook_is_printed()
    {
        using var folder = new ExportFolder();
        await folder.ExportAsync([Cell.Markdown("m", "# Title\n\n$x^2$"), ExportFolder.Code("1 + 1")]);

        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path }, "export", "notebook.ipynb", "--to", "pdf");

        string page = await File.ReadAllTextAsync(folder.Combine("notebook.pdf"));
        Assert.Equal("notebook.pdf\n", outcome.Stdout);
        Assert.StartsWith("%PDF-", page, StringComparison.Ordinal);
        Assert.Contains("%%EOF", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_the_error_says_what_to_install()
    {
        using var folder = new ExportFolder();
        string notebook = Path.Combine(folder.Path, "a.ipynb");
        await File.WriteAllTextAsync(notebook, """{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");

        ProcessOutcome outcome = await DeckleBinary.RunAsync(
            new ProcessOptions { Folder = folder.Path, Environment = new Dictionary<string, string?> { ["PATH"] = folder.Path } },
            "export", "a.ipynb", "--to", "pdf");

        Assert.Equal(3, outcome.ExitCode);
        Assert.StartsWith("error[pdf-no-browser]: no Chromium was found", outcome.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("a.pdf")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_browser_that_fails_is_quoted_and_nothing_is_written()
    {
        using var folder = new ExportFolder();
        string notebook = Path.Combine(folder.Path, "a.ipynb");
        await File.WriteAllTextAsync(notebook, """{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        string browser = folder.Combine("chromium");
        await File.WriteAllTextAsync(browser, "#!/bin/sh\necho 'no display' >&2\nexit 1\n", Encoding.ASCII);
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        ProcessOutcome outcome = await DeckleBinary.RunAsync(
            new ProcessOptions { Folder = folder.Path, Environment = new Dictionary<string, string?> { ["PATH"] = $"{folder.Path}:/usr/bin:/bin" } },
            "export", "a.ipynb", "--to", "pdf");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("printed no PDF: no display", outcome.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("a.pdf")));
    }
}
