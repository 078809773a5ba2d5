using Deckle.Exporting;

namespace Deckle.Tests.Exporting;

public class ScriptExporterTests
{
    private static readonly ExportOptions Options = new() { NoPrompt = true };

    [Theory]
    [InlineData("%matplotlib inline", "# %matplotlib inline")]
    [InlineData("if x:\n    %autoreload", "if x:\n    pass  # %autoreload")]
    [InlineData("!ls -l", "import subprocess; subprocess.run('ls -l', shell=True)")]
    [InlineData("!ls \\\n  -l", "import subprocess; subprocess.run('ls -l', shell=True)")]
    [InlineData("!cat {name}", "import subprocess; subprocess.run(f'cat {name}', shell=True)")]
    [InlineData("!awk '{print $1}' a", "import subprocess; subprocess.run(\"awk '{print $1}' a\", shell=True)")]
    [InlineData("%time x = f()", "x = f()")]
    [InlineData("%cd data", "import os; os.chdir(os.path.expanduser('data'))")]
    [InlineData("%%time\nx = f()", "# %%time\nx = f()")]
    [InlineData("%%writefile a.txt\nx = f()", "# %%writefile a.txt\n# x = f()")]
    [InlineData("%%bash\necho 'a'\nls", "import subprocess; subprocess.run(['bash', \"-c\", \"echo 'a'\\nls\"], check=True)")]
    [InlineData("help?", "# help?")]
    [InlineData("s = '''\n%time\n'''", "s = '''\n%time\n'''")]
    [InlineData("# %time is a magic", "# %time is a magic")]
    public void Magics_become_plain_Python(string source, string expected)
    {
        string script = Exports.Text(ScriptExporter.Write(Exports.Notebook(Cell.Code("a", source)), Options));

        Assert.Equal($"#!/usr/bin/env python\n# coding: utf-8\n\n{expected}\n", script);
    }

    [Fact]
    public void Text_is_comments_and_cells_have_their_numbers()
    {
        Cell cell = Cell.Code("a", "x = 1").With("execution_count", 3);

        string script = Exports.Text(ScriptExporter.Write(Exports.Notebook(Cell.Markdown("m", "# T\n\nt"), cell), new ExportOptions()));

        Assert.EndsWith("# # T\n#\n# t\n\n# In[3]:\n\nx = 1\n", script);
    }

    [Theory]
    [InlineData("R", ".R", "# text\n\nx <- 1\n")]
    [InlineData("c#", ".cs", "// text\n\nx <- 1\n")]
    [InlineData("klingon", ".txt", "x <- 1\n")]
    public void Other_languages_have_their_endings_and_comments(string language, string extension, string expected)
    {
        Notebook notebook = Exports.InLanguage(language, Cell.Markdown("m", "text"), Cell.Code("a", "x <- 1"));

        Assert.Equal(extension, ScriptExporter.Extension(notebook));
        Assert.Equal(expected, Exports.Text(ScriptExporter.Write(notebook, Options)));
    }
}
