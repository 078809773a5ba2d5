using System.Text.Json;

namespace Deckle.Tests;

public class NotebookWriterTests
{
    public static TheoryData<string> RoundTrips()
    {
        var data = new TheoryData<string>();
        foreach (string[] row in Cases.Table("nbformat/golden.tsv").Where(row => row[1] == "roundtrip" && row[3] == "ok"))
        {
            data.Add(row[0]);
        }

        return data;
    }

    [Fact]
    public void Corner_cases_of_json_are_read_and_written_as_nbformat_does()
    {
        var wrong = new List<string>();
        foreach (string line in File.ReadLines(Cases.Path("nbformat/json-corner.jsonl")))
        {
            using JsonDocument item = JsonDocument.Parse(line);
            string name = item.RootElement.GetProperty("name").GetString()!;
            string expected = item.RootElement.GetProperty("result").GetString()!;
            byte[] input = item.RootElement.GetProperty("input_b64").GetBytesFromBase64();
            string result;
            byte[] output = [];
            try
            {
                output = NotebookWriter.Write(NotebookReader.Read(input));
                result = "ok";
            }
            catch (DeckleException e)
            {
                result = e.Code;
            }

            bool isRight = expected == "ok"
                ? result == "ok" && output.AsSpan().SequenceEqual(item.RootElement.GetProperty("output_b64").GetBytesFromBase64())
                : expected == "write-error" ? result == "ok" : result != "ok";
            if (!isRight)
            {
                wrong.Add($"{name}: expected {expected}, got {result}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(RoundTrips))]
    public void Reading_and_writing_gives_the_bytes_of_nbformat(string path)
    {
        string[] row = Cases.Table("nbformat/golden.tsv").First(row => row[0] == path && row[1] == "roundtrip");
        byte[] expected = Cases.Bytes(row[2]);

        // nbformat gives cells without an id or with another's a new one while it reads; for us reading keeps what is there, and
        // repairing is a step of its own. The recorded ids are gen-0, gen-1 ...
        int next = 0;
        Notebook notebook = NotebookUpgrader.RepairIds(NotebookReader.Read(Cases.Bytes(path)), () => $"gen-{next++}");

        byte[] written = NotebookWriter.Write(notebook);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(expected), System.Text.Encoding.UTF8.GetString(written));
    }

    [Fact]
    public void Writing_what_was_written_gives_the_same_bytes_in_every_version()
    {
        var versions = new HashSet<int>();
        foreach (string path in Cases.Notebooks())
        {
            if (Cases.TryReadObject(Cases.Bytes(path)) is not { } json)
            {
                continue;
            }

            byte[] once = NotebookWriter.Write(new Notebook(json));

            Assert.Equal(once, NotebookWriter.Write(new Notebook(NotebookReader.ReadObject(once))));
            versions.Add(new Notebook(json).Format.Major);
        }

        Assert.Superset(new HashSet<int> { 1, 2, 3, 4 }, versions);
    }

    [Fact]
    public void Version_1_is_indented_by_four_in_its_own_order_and_in_ASCII()
    {
        Notebook notebook = NotebookReader.Read(System.Text.Encoding.UTF8.GetBytes("""{"nbformat": 1, "cells": [{"text": "é", "cell_type": "text"}]}"""));

        string written = System.Text.Encoding.UTF8.GetString(NotebookWriter.Write(notebook));

        Assert.Equal(
            """
            {
                "nbformat": 1,
                "cells": [
                    {
                        "text": "\u00e9",
                        "cell_type": "text"
                    }
                ]
            }

            """,
            written);
    }
}
