using System.Globalization;
using Deckle.Stripping;
using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>What an nbstripout command line asks to do with notebooks.</summary>
internal sealed record NbstripoutArguments
{
    public required StripOptions Options { get; init; }

    /// <summary>Keys that are no keys, in their order.</summary>
    public required IReadOnlyList<string> InvalidKeys { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Change nothing, only tell what would be.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>End with an exit code when something would change.</summary>
    public bool IsVerify { get; init; }

    public bool ToStdout { get; init; }

    public bool IsForced { get; init; }

    public bool IsZeppelin { get; init; }

    /// <param name="configured">The keys that git's configuration adds and keeps.</param>
    /// <exception cref="DeckleException">The size is none.</exception>
    public static NbstripoutArguments Of(ParsedArguments parsed, ConfiguredKeys configured)
    {
        string[] keep = [.. configured.Keep, .. Words(parsed.Text("keep_metadata_keys"))];
        string[] keys = [.. StripOptions.DefaultKeys.Concat(configured.Extra).Concat(Words(parsed.Text("extra_keys"))).Where(key => !keep.Contains(key))];
        return new()
        {
            Options = StripOptions.Nbstripout with
            {
                // nbformat makes up ids where they are missing, and then they are kept.
                Ids = parsed.Has("keep_id") ? CellIdAction.Repair : CellIdAction.Sequential,
                Keys = keys,
                KeepOutput = parsed.Has("keep_output") ? true : null,
                KeepCount = parsed.Has("keep_count"),
                DropEmptyCells = parsed.Has("drop_empty_cells"),
                DropTaggedCells = Words(parsed.Text("drop_tagged_cells")),
                StripInitCells = parsed.Has("strip_init_cells"),
                DropOutputTypes = parsed.All("drop_output_type") ?? [],
                KeepOutputTypes = parsed.All("keep_output_type") ?? [],
                MaxSize = Size(parsed.Text("max_size") ?? "0"),
            },
            InvalidKeys = [.. keys.Where(key => !StripKey.IsValid(key))],
            Files = parsed.All("files") ?? [],
            IsDryRun = parsed.Has("dry_run") || parsed.Has("verify"),
            IsVerify = parsed.Has("verify"),
            ToStdout = parsed.Has("textconv"),
            IsForced = parsed.Has("force"),
            IsZeppelin = parsed.Text("mode") == "zeppelin",
        };
    }

    /// <summary>A number of characters, as <c>500</c>, <c>10k</c>, <c>1M</c> or <c>1g</c>.</summary>
    private static long Size(string text)
    {
        long unit = text.Length == 0 ? 1 : char.ToUpperInvariant(text[^1]) switch { 'K' => 1_000, 'M' => 1_000_000, 'G' => 1_000_000_000, _ => 1 };
        string digits = unit == 1 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) && Math.Abs(number) <= long.MaxValue / unit
            ? number * unit
            : throw new DeckleException("usage", $"--max-size takes a number of characters with k, M or G behind it, not '{text}'", "leave outputs up to ten thousand characters: --max-size 10k");
    }

    private static string[] Words(string? text) => text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
