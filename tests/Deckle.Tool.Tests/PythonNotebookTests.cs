using System.Diagnostics;
using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Tests;

/// <summary>Python's nbformat, the reference for the bytes of a notebook, over every notebook of the cases.</summary>
public class PythonNotebookTests
{
    // Paths come on stdin; for each, a line with its result as JSON. Ids that nbformat would make at random count up.
    private const string Script = """
        import base64, io, itertools, json, logging, sys, warnings
        import nbformat, nbformat.validator
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")
        for path in sys.stdin.read().splitlines():
            numbers = itertools.count()
            nbformat.validator.generate_corpus_id = lambda: "gen-%d" % next(numbers)
            try:
                text = io.StringIO()
                nbformat.write(nbformat.read(path, as_version=nbformat.NO_CONVERT), text)
                print(json.dumps({"path": path, "written": base64.b64encode(text.getvalue().encode("utf-8")).decode()}))
            except Exception as error:
                print(json.dumps({"path": path, "error": repr(error)}))
        """;

    [Fact]
    public async Task What_Deckle_writes_is_what_nbformat_writes()
    {
        string cases = Repository.Path("tests", "cases");
        string[] paths = [.. Directory.EnumerateFiles(cases, "*.ipynb", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        string answer = await RunAsync(await PythonAsync(), ["-c", Script], string.Join('\n', paths));

        int compared = 0;
        var different = new List<string>();
        foreach (string line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var result = (JsonObject)JsonReader.Read(line);
            string path = result.GetText("path")!;
            if (result.GetText("written") is not { } written)
            {
                continue;
            }

            int next = 0;
            var read = new Notebook(NotebookReader.ReadObject(await File.ReadAllBytesAsync(path)));
            Notebook notebook = NotebookUpgrader.RepairIds(read, () => $"gen-{next++}");
            if (!NotebookWriter.Write(notebook).AsSpan().SequenceEqual(Convert.FromBase64String(written)))
            {
                different.Add(Path.GetRelativePath(cases, path));
            }

            compared++;
        }

        Assert.Empty(different);
        Assert.InRange(compared, 200, paths.Length);
    }

    /// <summary>A Python that has nbformat: Debian's first, because another one in the path often has no packages.</summary>
    private static async Task<string> PythonAsync()
    {
        foreach (string python in (string[])["/usr/bin/python3", "python3"])
        {
            try
            {
                await RunAsync(python, ["-c", "import nbformat"], "");
                return python;
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // The next one may have it.
            }
        }

        throw new InvalidOperationException("No python3 here can import nbformat. Install it: apt-get install python3-nbformat (./test does so)");
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string stdin)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONUTF8"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(stdin));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program}: {await error}");
    }
}
