using System.Globalization;
using System.Numerics;

namespace Deckle.Tool.Batch;

/// <summary>The errors of batches.</summary>
internal static class BatchErrors
{
    /// <param name="count">How many runs there would be; null where counting stopped at the limit.</param>
    public static DeckleException TooLarge(BigInteger? count, long limit)
    {
        string runs = count is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"more than {limit:N0}");
        return new("batch-too-large", $"the batch has {runs} runs", string.Create(CultureInfo.InvariantCulture, $"if that is meant, say --yes; without it a batch has at most {limit:N0}. See its runs with --dry-run"));
    }

    public static DeckleException Collision(string output, BatchRun run) =>
        new("batch-collision", $"two runs would write {output}; the second is {run.Name}", "give --output a name that differs from run to run: {notebook}, or the parameters that vary");

    public static DeckleException OverInput(string output) =>
        new("batch-collision", $"a run would write {output}, which is an input of the batch", "write to another folder with --output-dir");

    public static DeckleException Outside(string output, string folder) =>
        new("batch-output-outside", $"a parameter's value leads the output out of {folder}: {output}", "leave .. and / out of values that --output holds");

    public static DeckleException Corrupt(string record, string reason) =>
        new("batch-run-corrupt", $"{record} is no record of a run: {reason}", "run it again with --force, or delete it");

    public static DeckleException Defect(Exception cause) =>
        new("batch-run-defect", $"a defect of Deckle ended the run: {cause.GetType().Name}: {cause.Message}", "please report it, with the stack from the run's record", cause) { Kind = ErrorKind.Unavailable };

    public static DeckleException NoTableFormat(string path) =>
        new("usage", $"--params-file {path}: the name does not tell the format", "name it .csv, .tsv, .jsonl, .ndjson, .json, .yaml or .yml");

    public static DeckleException NoSummaryFormat(string path) =>
        new("usage", $"--summary {path}: the name does not tell the format", "name it .md, .json or .xml");

    public static DeckleException Twice(string name, string table) =>
        new("grid-invalid", $"--grid and {table} both give {name}", "leave it out of one of them");

    public static DeckleException NotPositive(string option, int value, int least) =>
        new("usage", string.Create(CultureInfo.InvariantCulture, $"{option} {value}: less than {least}"), $"{option} takes a number from {least.ToString(CultureInfo.InvariantCulture)}");

    public static DeckleException Stdin() =>
        new("usage", "a batch takes files, and standard input is none", "write it to a file first");
}
