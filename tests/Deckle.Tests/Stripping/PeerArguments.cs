using System.Globalization;
using System.Text.Json;
using Deckle.Stripping;

namespace Deckle.Tests.Stripping;

/// <summary>The arguments in the tables of cases, as options.</summary>
internal static class PeerArguments
{
    /// <param name="json">nbstripout's arguments.</param>
    public static StripOptions Nbstripout(string json)
    {
        string[] arguments = Parse(json);
        StripOptions options = StripOptions.Nbstripout;
        string[] kept = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            string[] value = arguments[i].Split('=', 2);
            string[] more = value.Length > 1 ? [value[1]] : [.. arguments.Skip(i + 1).TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
            string[] words = [.. more.SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
            i += value.Length > 1 ? 0 : more.Length;
            options = value[0] switch
            {
                "--keep-output" => options with { KeepOutput = true },
                "--keep-count" => options with { KeepCount = true },
                "--keep-id" => options with { Ids = CellIdAction.Repair },
                "--drop-empty-cells" => options with { DropEmptyCells = true },
                "--strip-init-cells" => options with { StripInitCells = true },
                "--drop-tagged-cells" => options with { DropTaggedCells = words },
                "--drop-output-type" => options with { DropOutputTypes = words },
                "--keep-output-type" => options with { KeepOutputTypes = words },
                "--max-size" => options with { MaxSize = Size(words[0]) },
                "--extra-keys" => options with { Keys = [.. options.Keys, .. words] },
                "--keep-metadata-keys" => Kept(words),
                _ => throw new ArgumentException($"an argument that this table had not: {value[0]}", nameof(json)),
            };
        }

        return options with { Keys = [.. options.Keys.Except(kept)] };

        StripOptions Kept(string[] keys)
        {
            kept = keys;
            return options;
        }
    }

    /// <param name="json">nb-clean's arguments.</param>
    public static StripOptions NbClean(string json)
    {
        string[] arguments = Parse(json);
        StripOptions options = StripOptions.NbClean;
        for (int i = 0; i < arguments.Length; i++)
        {
            string[] fields = [.. arguments.Skip(i + 1).TakeWhile(argument => !argument.StartsWith('-'))];
            options = arguments[i] switch
            {
                "-e" => options with { DropEmptyCells = true },
                "-M" => options with { DropNotebookMetadata = true },
                "-m" => options with { OnlyCellMetadata = fields.Length == 0 ? null : fields },
                "-o" => options with { KeepOutput = true },
                "-c" => options with { KeepCount = true },
                "-n" => options with { Keys = [] },
                _ => throw new ArgumentException($"an argument that this table had not: {arguments[i]}", nameof(json)),
            };
            i += fields.Length;
        }

        return options;
    }

    private static string[] Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(item => item.GetString()!)];
    }

    private static long Size(string text) => char.ToLowerInvariant(text[^1]) switch
    {
        'k' => 1_000 * long.Parse(text[..^1], CultureInfo.InvariantCulture),
        'm' => 1_000_000 * long.Parse(text[..^1], CultureInfo.InvariantCulture),
        _ => long.Parse(text, CultureInfo.InvariantCulture),
    };
}
