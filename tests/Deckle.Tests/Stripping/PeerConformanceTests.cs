using System.Security.Cryptography;
using System.Text;
using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tests.Stripping;

/// <summary>What nbstripout and nb-clean write, byte for byte.</summary>
public class PeerConformanceTests
{
    // nbstripout takes every code cell of an nbformat 3 notebook for empty, and drops it.
    private const string LosesCode = "g051";

    public static TheoryData<string, string, string> Nbstripout() =>
        [.. Cases.Table("nbstripout/cases.tsv")
            .Where(row => row[1] is "strip" or "golden" && row[0] != LosesCode && !row[3].Contains("zeppelin", StringComparison.Ordinal))
            .Select(row => (row[2], row[3], row[4]))];

    public static TheoryData<string, string, string> NbClean() =>
        [.. Cases.Table("nbclean/cases.tsv").Where(row => row[0] == "clean").Select(row => (row[1], row[2], row[3]))];

    [Theory]
    [MemberData(nameof(Nbstripout))]
    public void Nbstripout_writes_the_same_bytes(string input, string arguments, string expected)
    {
        Notebook stripped = Strip(input, PeerArguments.Nbstripout(arguments)).Notebook;

        Assert.Equal(Encoding.UTF8.GetString(Cases.Bytes(expected)), Encoding.UTF8.GetString(NotebookWriter.Write(stripped)));
    }

    [Fact]
    public void Nbstripout_writes_the_same_bytes_with_every_mix_of_flags()
    {
        var wrong = new List<string>();
        int count = 0;
        foreach (string[] row in Cases.Table("nbstripout/variations.tsv"))
        {
            StripResult result = Strip(row[0], PeerArguments.Nbstripout(row[1]));
            bool isSame = Convert.ToHexStringLower(SHA256.HashData(NotebookWriter.Write(result.Notebook))) == row[2];
            if (!isSame || result.IsChanged != (row[3] == "yes"))
            {
                wrong.Add($"{row[0]} {row[1]}: {(isSame ? $"changed: {result.IsChanged}" : "other bytes")}");
            }

            count++;
        }

        Assert.Empty(wrong);
        Assert.InRange(count, 500, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(NbClean))]
    public void Nb_clean_writes_the_same_bytes(string input, string arguments, string expected)
    {
        Notebook cleaned = Strip(input, PeerArguments.NbClean(arguments)).Notebook;

        Assert.Equal(Encoding.UTF8.GetString(Cases.Bytes(expected)), Encoding.UTF8.GetString(NotebookWriter.Write(cleaned)));
    }

    [Fact]
    public void Nbstripout_writes_the_same_bytes_of_Zeppelin_notes()
    {
        string[] row = Cases.Table("nbstripout/cases.tsv").Single(row => row[1] == "strip" && row[3].Contains("zeppelin", StringComparison.Ordinal));

        JsonObject stripped = ZeppelinStripper.Strip(NotebookReader.ReadObject(Cases.Bytes(row[2])));

        Assert.Equal(Encoding.UTF8.GetString(Cases.Bytes(row[4])), Encoding.UTF8.GetString(ZeppelinStripper.Write(stripped)));
    }

    private static StripResult Strip(string input, StripOptions options)
    {
        // The peers see a notebook as nbformat reads it.
        var notebook = new Notebook(NotebookReader.ReadObject(Cases.Bytes(input)));
        return NotebookStripper.Strip(NotebookStripper.Strip(notebook, StripOptions.TransientOnly).Notebook, options);
    }
}
