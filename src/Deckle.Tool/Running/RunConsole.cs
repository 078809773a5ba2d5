using System.Globalization;
using System.Text.RegularExpressions;
using Deckle.Kernels;
using Deckle.Kernels.Holding;

namespace Deckle.Tool.Running;

/// <summary>What a run tells on stderr: warnings, how a failed cell failed, and on a terminal one line about the end.</summary>
internal static partial class RunConsole
{
    public static void Warn(TextWriter stderr, IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            stderr.WriteLine($"warning: {warning}");
        }
    }

    /// <param name="colours">Whether the kernel's ANSI colours may stay.</param>
    public static void ShowFailure(TextWriter stderr, CellFailure failure, ExecutionStatus status, bool colours)
    {
        string id = failure.Id is null ? "" : $", id {failure.Id}";
        string prompt = failure.ExecutionCount is { } count ? string.Create(CultureInfo.InvariantCulture, $", In [{count}]") : "";
        string word = status == ExecutionStatus.Completed ? "failed" : RunReport.Word(status);
        stderr.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{word}: cell {failure.Index}{id}{prompt}: {failure.ErrorName}: {failure.ErrorValue}"));
        foreach (string line in failure.Traceback)
        {
            stderr.WriteLine(colours ? line : Ansi().Replace(line, ""));
        }
    }

    /// <summary>Says how the kernel that was kept can be used.</summary>
    public static void ShowHeld(TextWriter stderr, HeldKernel held, string? output)
    {
        stderr.WriteLine($"kept: kernel {held.Id} until {held.Ends.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}");
        if (held.Notebook.Length > 0)
        {
            stderr.WriteLine($"  continue:    deckle run --resume {output}");
        }

        stderr.WriteLine($"  look inside: jupyter console --existing {held.ConnectionFile}");
        stderr.WriteLine($"  end it:      deckle kernels release {held.Id}");
    }

    public static string Summary(ExecutionResult result, string? output)
    {
        string cells = result.CellsExecuted == 1 ? "1 cell" : string.Create(CultureInfo.InvariantCulture, $"{result.CellsExecuted} cells");
        string place = output is null ? "" : $" → {output}";
        return string.Create(CultureInfo.InvariantCulture, $"{RunReport.Word(result.Status)}: {cells} in {result.Duration.TotalSeconds:0.0} s{place}");
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Ansi();
}
