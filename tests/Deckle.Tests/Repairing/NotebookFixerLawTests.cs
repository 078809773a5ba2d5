using System.Text;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Repairing;
using Deckle.Validation;

namespace Deckle.Tests.Repairing;

/// <summary>However a file is damaged, it becomes a valid notebook or is refused.</summary>
public class NotebookFixerLawTests
{
    // Small and whole: what is to be damaged.
    private static IEnumerable<(string Name, byte[] File)> Whole() =>
        from name in Cases.Notebooks()
        let file = Cases.Bytes(name)
        where file.Length is > 200 and < 20_000 && Cases.TryReadObject(file) is { } json && json["nbformat"] is JsonNumber && new Notebook(json).Format.Major == 4 && NotebookValidator.Validate(json).Count == 0
        select (name, file);

    [Fact]
    public void A_file_cut_short_keeps_its_whole_cells()
    {
        var cut = new List<string>();
        int refused = 0;
        int all = 0;
        foreach ((string name, byte[] file) in Whole())
        {
            Notebook whole = NotebookReader.Read(file);
            for (int length = 1; length < file.Length - 1; length += 61)
            {
                all++;
                FixResult? result = Try($"{name} {length}", file.AsSpan(0, length).ToArray());
                refused += result is null ? 1 : 0;
                if (result is null)
                {
                    cut.Add($"{name} {why} {length}: {Encoding.UTF8.GetString(file[Math.Max(0, length - 130)..length])}".Replace("\n", "⏎"));
                }

                if (result is not null)
                {
                    // The last one may be a part.
                    Assert.Equal(whole.Cells.Take(result.Notebook.Cells.Count - 1).Select(cell => cell.Source), result.Notebook.Cells.SkipLast(1).Select(cell => cell.Source));
                    int complete = whole.Cells.Count(cell => cell.Json.Span.End <= length);
                    Assert.True(result.Notebook.Cells.Count >= complete, $"{name} {length}");
                }
            }
        }

        File.WriteAllLines("/tmp/resolve-cut.txt", cut);
        Assert.True(refused < all / 10, $"{refused} of {all} refused");
    }

    [Fact]
    public void A_byte_that_is_lost_costs_no_cell()
    {
        int refused = 0;
        int other = 0;
        int all = 0;
        var random = new Random(5);
        var bad = new List<string>();
        foreach ((string name, byte[] file) in Whole())
        {
            Notebook whole = NotebookReader.Read(file);
            for (int i = 0; i < 200; i++)
            {
                int at = random.Next(file.Length);
                byte[] broken = [.. file[..at], .. file[(at + 1)..]];
                if (Cases.TryReadObject(broken) is not null)
                {
                    continue;
                }

                all++;
                string shown = $"{name} {at}: {Encoding.UTF8.GetString(file[Math.Max(0, at - 30)..at])}>{(char)file[at]}<{Encoding.UTF8.GetString(file[(at + 1)..Math.Min(file.Length, at + 30)])}";
                FixResult? result = Try(shown, broken);
                refused += result is null ? 1 : 0;
                if (result is null)
                {
                    bad.Add("refused " + shown + why);
                }
                else if (result.Notebook.Cells.Count != whole.Cells.Count || JoinedNotebook.Of(result.Notebook).Notebook != JoinedNotebook.Of(whole).Notebook)
                {
                    other++;
                    bad.Add("other " + shown + "\n" + string.Join("\n", result.Repairs));
                }
            }
        }

        File.WriteAllLines("/tmp/resolve-bad.txt", bad.Select(b => b.Replace("\n", "⏎")));
        Assert.Fail($"{refused} refused, {other} other of {all}");
    }

    private static string why = "";

    private static FixResult? Try(string what, byte[] broken)
    {
        try
        {
            FixResult result = NotebookFixer.Fix(broken);
            JsonObject written = NotebookReader.ReadObject(result.Bytes);
            Assert.Equal(result.Notebook.Json, written);
            why = string.Join("; ", result.Findings.Select(f => f.Message));
            return result.Findings.Count > 0 ? null : result;
        }
        catch (DeckleException e)
        {
            why = e.Message + string.Join("; ", e.Facts);
            return null;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
            return null;
        }
    }
}
