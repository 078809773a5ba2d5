using System.Text;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Repairing;
using Deckle.Stripping;

namespace Deckle.Tests;

/// <summary>Broken notebooks give findings or a <see cref="DeckleException"/>, never anything else.</summary>
public class FuzzTests
{
    private const int Count = 20_000;

    // What mutated files are made of: small ones, so that twenty thousand take seconds.
    private const int MaxSeedLength = 12_000;

    private static readonly string[] Tokens =
    [
        "null", "true", "-1", "1e999", "NaN", "\"\"", "[]", "{}", "\"\\ud800\"", "\"cell_type\"", "\"id\"", "\"nbformat\"", "99999999999999999999", "4", "3",
        "\"worksheets\"", "\"cells\"", "\"metadata\"", "\"outputs\"", "\"source\"", "\"level\"", "\"heading\"", "\"code\"", ",", ":", "]", "}", "\"", "\\",
    ];

    [Fact]
    public void No_mutated_notebook_brings_anything_down()
    {
        byte[][] seeds = [.. Cases.Notebooks().Select(Cases.Bytes).Where(bytes => bytes.Length is > 0 and < MaxSeedLength)];
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < Count; i++)
        {
            byte[] file = Mutated(seeds[i % seeds.Length], new Random(i));
            try
            {
                string kind = Outcome(file);
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            }
            catch (Exception e)
            {
                Assert.Fail($"mutation {i}: {e.GetType().Name}: {e.Message}\n{Encoding.UTF8.GetString(file)}\n{e.StackTrace}");
            }
        }

        // The mutations must reach what they are to test: readable and broken, upgraded and refused.
        Assert.True(kinds.GetValueOrDefault("written") > Count / 20, string.Join(", ", kinds));
        Assert.True(kinds.GetValueOrDefault("notebook-not-json") > Count / 20, string.Join(", ", kinds));
        Assert.True(kinds.GetValueOrDefault("notebook-invalid") > 20, string.Join(", ", kinds));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("{\"cells\":[", "]}")]
    public void Deep_nesting_is_refused_not_followed(string open, string close)
    {
        for (int depth = 1; depth < 2_000_000; depth *= 4)
        {
            byte[] file = Encoding.UTF8.GetBytes(
                "{\"nbformat\":4,\"nbformat_minor\":5,\"metadata\":{\"x\":" + string.Concat(Enumerable.Repeat(open, depth)) + "1"
                + string.Concat(Enumerable.Repeat(close, depth)) + "},\"cells\":[]}");

            Assert.Contains(Outcome(file), (string[])["written", "notebook-not-json"]);
        }
    }

    private static string Outcome(byte[] file)
    {
        try
        {
            JsonObject json = NotebookReader.ReadObject(file);
            _ = NotebookValidator.Validate(json);
            RepairResult repaired = NotebookRepairer.Repair(file);
            Assert.Equal(repaired.Notebook.Json, JsonReader.Read(repaired.Bytes));

            var noise = new StripOptions { KeepOutput = true, DropEmptyCells = true, Ids = CellIdAction.Repair, Noise = Noise.All };
            ReadOnlyMemory<byte> stripped = NotebookStripper.Edit(file, noise);
            Assert.Equal(stripped, NotebookStripper.Edit(stripped, noise));
            _ = NotebookStripper.Edit(stripped);

            Notebook notebook = NotebookReader.Read(file);
            Notebook upgraded = NotebookUpgrader.Upgrade(notebook);
            byte[] written = NotebookWriter.Write(upgraded);
            Assert.Equal(written, NotebookWriter.Write(NotebookReader.Read(written)));
            Assert.Equal(upgraded, NotebookUpgrader.Upgrade(upgraded));
            _ = NotebookWriter.Write(NotebookUpgrader.Convert(upgraded, 2));
            _ = NotebookEditor.Edit(file, notebook, notebook);
            return "written";
        }
        catch (DeckleException e)
        {
            return e.Code;
        }
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (int i = random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    ReplaceToken(bytes, at, random);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts another token in the place of the one at or behind an offset, so that the text often stays JSON.</summary>
    private static void ReplaceToken(List<byte> bytes, int at, Random random)
    {
        int start = bytes.FindIndex(at, b => b is (byte)'"' or (byte)'[' or (byte)'{' || char.IsAsciiLetterOrDigit((char)b));
        if (start < 0)
        {
            return;
        }

        int end = bytes[start] switch
        {
            (byte)'"' => bytes.FindIndex(start + 1, b => b == '"') + 1,
            (byte)'[' or (byte)'{' => start + 1,
            _ => bytes.FindIndex(start, b => !char.IsAsciiLetterOrDigit((char)b)),
        };
        end = end <= start ? bytes.Count : end;
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
    }
}
