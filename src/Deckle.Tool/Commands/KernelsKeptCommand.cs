using System.CommandLine;
using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Holding;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle kernels kept</c>: the kernels of failed runs that wait to be continued in.</summary>
internal static class KernelsKeptCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("kept", "List the kernels that were kept because their run failed.\n\nExample: deckle kernels kept --json") { json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            IReadOnlyList<HeldKernel> kept = HeldKernels.OfUser().All();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.Of(("schema", "deckle.kernels.kept/1"), ("kernels", JsonArray.From(kept.Select(Json)))).ToString());
            }
            else
            {
                PrintTable(kept);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    /// <summary>A kept kernel as programs read it. Its key is in the connection file alone.</summary>
    public static JsonObject Json(HeldKernel held) => JsonObject.Of(
        ("id", held.Id),
        ("kernel", held.Connection.KernelName),
        ("ends", held.Ends.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        ("notebook", held.Notebook.Length == 0 ? JsonNull.Value : new JsonString(held.Notebook)),
        ("cell", held.Cell),
        ("connection_file", held.ConnectionFile));

    private static void PrintTable(IReadOnlyList<HeldKernel> kept)
    {
        if (kept.Count == 0)
        {
            Console.Out.WriteLine("no kernels are kept");
            return;
        }

        string[][] rows =
        [
            ["ID", "KERNEL", "ENDS", "FAILED CELL", "NOTEBOOK"],
            .. kept.Select(held => (string[])
                [held.Id, held.Connection.KernelName, held.Ends.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture), held.Cell, held.Notebook]),
        ];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            Console.Out.WriteLine(string.Join("  ", row.Select((text, column) => column < 4 ? text.PadRight(widths[column]) : text)).TrimEnd());
        }
    }
}
