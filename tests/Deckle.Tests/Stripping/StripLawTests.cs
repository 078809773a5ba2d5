using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tests.Stripping;

/// <summary>What holds for every notebook, valid or not, and for every option.</summary>
public class StripLawTests
{
    private const int MaxMutated = 30_000;

    private static readonly StripOptions[] AllOptions =
    [
        new(),
        StripOptions.Nbstripout,
        StripOptions.NbClean,
        StripOptions.TransientOnly,
        new() { KeepOutput = true, Noise = Noise.All },
        new() { KeepOutput = true, KeepCount = true, Keys = [], DropTransient = false, Noise = Noise.MemoryAddresses | Noise.Timings },
        new() { MaxSize = 60, DropEmptyCells = true, DropTaggedCells = ["test", "parameters"], Ids = CellIdAction.Repair },
        new() { KeepOutputTypes = ["execute_result", "stream:stdout"], DropOutputTypes = ["error"], KeepCount = true, Keys = ["metadata.kernelspec", "cell.metadata.tags"] },
    ];

    [Fact]
    public void Stripping_twice_is_stripping_once() => ForAll((name, _, notebook, options, once) =>
    {
        StripResult twice = NotebookStripper.Strip(once.Notebook, options);

        Assert.True(!twice.IsChanged, $"{name}: {string.Join("; ", twice.Findings)}");
        Assert.Same(once.Notebook, twice.Notebook);
        Assert.Equal(once.IsChanged, once.Notebook != notebook);
    });

    [Fact]
    public void A_valid_notebook_stays_valid()
    {
        int count = ForAll((name, _, notebook, _, result) =>
        {
            if (NotebookValidator.Validate(notebook.Json).Count == 0)
            {
                Assert.True(NotebookValidator.Validate(result.Notebook.Json) is [], $"{name}: {string.Join("; ", NotebookValidator.Validate(result.Notebook.Json))}");
            }
        });

        Assert.InRange(count, 5000, int.MaxValue);
    }

    [Fact]
    public void The_edited_file_says_what_the_stripped_notebook_says_and_keeps_all_its_other_bytes()
    {
        int changed = 0;
        ForAll((name, file, notebook, options, expected) =>
        {
            if (notebook.Format.Major is < 1 or > 4 || !(notebook.Json.Has("nbformat") || notebook.Json["cells"] is JsonArray))
            {
                return;
            }

            ReadOnlyMemory<byte> edited = NotebookStripper.Edit(file, options, out IReadOnlyList<StripFinding> findings);

            Assert.True(expected.Notebook.Json == JsonReader.Read(edited), name);
            Assert.Equal(expected.Findings.Count, findings.Count);
            Assert.Equal(expected.IsChanged, !edited.Span.SequenceEqual(file));
            Assert.True(Surviving.IsKept(file, edited.Span, notebook.Json, expected), $"{name}: {options}");
            changed += expected.IsChanged ? 1 : 0;
        });

        Assert.InRange(changed, 1000, int.MaxValue);
    }

    [Fact]
    public void Nothing_is_lost_but_what_the_findings_name() => ForAll((name, _, notebook, _, result) =>
        Assert.True(Surviving.AreEqualBut(notebook.Json, result), $"{name}: {string.Join("; ", result.Findings)}"));

    private static int ForAll(Action<string, byte[], Notebook, StripOptions, StripResult> check)
    {
        int count = 0;
        foreach ((string name, byte[] file) in Files())
        {
            if (Cases.TryReadObject(file) is not { } json)
            {
                continue;
            }

            var notebook = new Notebook(json);
            foreach (StripOptions options in AllOptions)
            {
                if (TryStrip(notebook, options) is { } result)
                {
                    check(name, file, notebook, options, result);
                    count++;
                }
            }
        }

        return count;
    }

    private static IEnumerable<(string Name, byte[] File)> Files()
    {
        foreach (string path in Cases.Notebooks())
        {
            byte[] file = Cases.Bytes(path);
            yield return (path, file);
            if (file.Length > MaxMutated || Cases.TryReadObject(file) is not { } json)
            {
                continue;
            }

            for (int seed = 0; seed < 3; seed++)
            {
                yield return ($"{path}, mutation {seed}", JsonWriter.ToUtf8(Mutation.Any(json, new Random(seed)), JsonWriterOptions.Compact));
            }
        }
    }

    private static StripResult? TryStrip(Notebook notebook, StripOptions options)
    {
        try
        {
            return NotebookStripper.Strip(notebook, options);
        }
        catch (DeckleException e) when (e.Code == "strip-contradiction")
        {
            return null;
        }
    }
}
