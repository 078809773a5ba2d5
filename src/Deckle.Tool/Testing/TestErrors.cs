using System.Globalization;
using Deckle.Kernels;

namespace Deckle.Tool.Testing;

/// <summary>The errors of testing notebooks.</summary>
internal static class TestErrors
{
    /// <summary>Outputs that were lost cannot be compared.</summary>
    public static DeckleException Incomplete(IReadOnlyList<ExecutionLoss> losses) =>
        new("test-incomplete", "not all outputs of the cells reached us", losses[0].Help ?? "run it again")
        {
            Kind = ErrorKind.Unavailable,
            Facts = [.. losses.Select(loss => ($"cell {loss.Index}", loss.Reason))],
        };

    public static DeckleException Stdin() => new("usage", "a test takes files, and standard input is none", "write it to a file first");

    /// <param name="count">How many code cells there are; null where the name is none of a cell.</param>
    public static DeckleException NoCell(string path, string name, int? count)
    {
        string here = count is { } cells ? string.Create(CultureInfo.InvariantCulture, $"; it has {cells} code {(cells == 1 ? "cell" : "cells")}") : "";
        return new("test-cell-not-found", $"{path} has no cell '{name}'{here}", $"name a cell by its place among the code cells, from 1: \"{path}::Cell 1\"");
    }

    public static DeckleException NoActivePython() =>
        new("test-no-environment", "no Python here has ipykernel, so there is no current environment", "activate one, or leave out --current-env") { Kind = ErrorKind.Unavailable };

    public static DeckleException Contradiction(string first, string second) => new("usage", $"{first} and {second} contradict each other", "give one of them");

    public static DeckleException NotInRange(string option, string text, string takes) => new("usage", $"{option} {text}: out of range", $"{option} takes {takes}");

    public static DeckleException OtherCells(string path, string executed, string why) =>
        new("test-notebooks-differ", $"{executed} is not an execution of {path}: {why}", "compare a notebook with the result of running it");

    public static DeckleException CannotUpdate(string path, string why) =>
        new("test-cannot-update", $"{path} cannot take new outputs: {why}", "convert it first with: deckle upgrade FILE");

    public static DeckleException NoBase(string reference) =>
        new("test-no-base", $"git knows no commit '{reference}' to compare with", "name a branch, tag or commit: --changed=origin/main; in CI, fetch it first");

    public static DeckleException NoCoverage(string why) =>
        new("test-no-coverage", $"coverage cannot be measured in the kernel: {why}", "install coverage in the kernel's Python, or leave out --cov") { Kind = ErrorKind.Unavailable };

    public static DeckleException Defect(Exception cause) =>
        new("test-defect", $"a defect of Deckle ended the test: {cause.GetType().Name}: {cause.Message}", "please report it", cause) { Kind = ErrorKind.Unavailable };
}
