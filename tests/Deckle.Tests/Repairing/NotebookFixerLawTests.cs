using Deckle.Editing;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Repairing;
using Deckle.Tests.Merging;

namespace Deckle.Tests.Repairing;

/// <summary>However a file is damaged, it becomes a valid notebook or is refused.</summary>
public class NotebookFixerLawTests
{
    // A prime, so that cuts fall everywhere in the files.
    private const int CutEvery = 397;

    private static readonly (string Name, byte[] File)[] Whole =
        [.. from name in Cases.Notebooks()
            let file = Cases.Bytes(name)
            where file.Length is > 200 and < 20_000 && Cases.TryReadObject(file) is { } json && json["nbformat"] is JsonNumber && new Notebook(json).Format is { Major: 4, Minor: <= 5 } && NotebookValidator.Validate(json).Count == 0
            select (name, file)];

    [Fact]
    public void A_file_cut_short_keeps_its_whole_cells()
    {
        int refused = 0;
        int all = 0;
        foreach ((string name, byte[] file) in Whole)
        {
            Notebook whole = NotebookReader.Read(file);
            for (int length = CutEvery; length < file.Length - 1; length += CutEvery)
            {
                all++;
                if (Try($"{name} {length}", file[..length]) is not { } result)
                {
                    refused++;
                    continue;
                }

                // The last one may be a part.
                Assert.Equal(whole.Cells.Take(result.Notebook.Cells.Count - 1).Select(cell => cell.Source), result.Notebook.Cells.SkipLast(1).Select(cell => cell.Source));
                Assert.True(result.Notebook.Cells.Count >= whole.Cells.Count(cell => cell.Json.Span.End <= length), $"{name} {length}");
            }
        }

        Assert.True(refused < all / 50, $"{refused} of {all} refused");
    }

    [Fact]
    public void A_byte_that_is_lost_costs_no_cell()
    {
        var random = new Random(5);
        int refused = 0;
        int other = 0;
        int all = 0;
        foreach ((string name, byte[] file) in Whole)
        {
            Notebook whole = JoinedNotebook.Of(NotebookReader.Read(file)).Notebook;
            for (int i = 0; i < 24; i++)
            {
                int at = random.Next(file.Length);
                byte[] broken = [.. file[..at], .. file[(at + 1)..]];
                if (Cases.TryReadObject(broken) is not null)
                {
                    continue;
                }

                all++;
                FixResult? result = Try($"{name} {at}", broken);
                refused += result is null ? 1 : 0;
                other += result is not null && JoinedNotebook.Of(result.Notebook).Notebook != whole ? 1 : 0;
            }
        }

        // A digit, or a letter of an escape, that is gone nobody can know.
        Assert.True(refused < all / 100, $"{refused} of {all} refused");
        Assert.True(other < all / 10, $"{other} of {all} are other notebooks");
    }

    [Fact]
    public void No_damage_brings_anything_down_or_makes_an_invalid_notebook()
    {
        int repaired = 0;
        for (int i = 0; i < 4000; i++)
        {
            (string name, byte[] file) = Whole[i % Whole.Length];
            byte[] broken = Damaged(file, new Random(i));

            repaired += Cases.TryReadObject(broken) is null && Try($"{name}, damage {i}", broken) is not null ? 1 : 0;
        }

        Assert.True(repaired > 700, $"{repaired} repaired");
    }

    [Fact]
    public void A_merge_of_text_that_broke_a_notebook_becomes_a_notebook_with_every_line_of_both_sides()
    {
        int broken = 0;
        foreach ((string name, Notebook ancestor, Notebook local, Notebook remote) in MergeTriples.All().Where((_, index) => index % 5 == 0))
        {
            var markers = new ConflictMarkers(new MergeOptions { LocalLabel = "HEAD", RemoteLabel = "topic", ShowsBase = broken % 2 == 0 });
            string text = TextMerge.Merge(Written(ancestor), Written(local), Written(remote), markers).Text;
            byte[] file = System.Text.Encoding.UTF8.GetBytes(text);
            if (Cases.TryReadObject(file) is not null || HasFindings(ancestor, local, remote))
            {
                continue;
            }

            broken++;
            FixResult? result = Try(name, file);

            Assert.True(result is not null, name);
            HashSet<string> lines = [.. result.Notebook.Cells.SelectMany(Lines)];
            HashSet<string> old = [.. ancestor.Cells.SelectMany(Lines)];
            Assert.DoesNotContain(local.Cells.SelectMany(Lines).Concat(remote.Cells.SelectMany(Lines)), line => !old.Contains(line) && !lines.Contains(line));
        }

        Assert.True(broken > 20, $"{broken} broken");
    }

    private static bool HasFindings(params IEnumerable<Notebook> notebooks) => notebooks.Any(notebook => NotebookValidator.Validate(notebook).Count > 0);

    private static string Written(Notebook notebook) => System.Text.Encoding.UTF8.GetString(NotebookWriter.Write(notebook));

    private static IEnumerable<string> Lines(Cell cell) => cell.Source.Split('\n');

    private static byte[] Damaged(byte[] file, Random random)
    {
        var bytes = new List<byte>(file);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 30), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 3:
                    bytes.InsertRange(at, System.Text.Encoding.ASCII.GetBytes(((string[])["]", "}", "[", "{", "\"", ",", ":", "\\", "\n<<<<<<< HEAD\n", "\n=======\n", "\n>>>>>>> x\n"])[random.Next(11)]));
                    break;
                default:
                    bytes.RemoveAt(at);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>The repaired notebook; null for a file that was refused.</summary>
    private static FixResult? Try(string what, byte[] broken)
    {
        try
        {
            FixResult result = NotebookFixer.Fix(broken);

            Assert.Equal(result.Notebook.Json, NotebookReader.ReadObject(result.Bytes));
            Assert.True(result.Findings.Count == 0, $"{what}: {string.Join("; ", result.Findings.Select(finding => finding.Message))}");
            return result;
        }
        catch (DeckleException)
        {
            return null;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {e}");
            return null;
        }
    }
}
