using System.Collections.Frozen;
using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>What counts as a difference. The defaults are nbval's.</summary>
public sealed record CompareOptions
{
    /// <summary>The keys that nbval's <c>skip_compare</c> holds: what changes from run to run or says nothing of the result.</summary>
    public static FrozenSet<string> DefaultSkippedKeys { get; } =
    [
        "metadata", "traceback", "prompt_number", "output_type", "name", "execution_count",

        // Ids of models are random.
        "application/vnd.jupyter.widget-view+json",
    ];

    // Below what it is made of: static members begin in order.
    public static CompareOptions Default { get; } = new();

    /// <summary>Streams, media types and fields that are not compared.</summary>
    public IReadOnlySet<string> SkippedKeys { get; init; } = DefaultSkippedKeys;

    /// <summary>When not empty, nothing else is compared.</summary>
    public IReadOnlySet<string> OnlyKeys { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What is replaced in texts of both sides before they are compared.</summary>
    public OutputSanitizer Sanitizer { get; init; } = OutputSanitizer.None;

    /// <summary>Called with each pattern of the sanitizer that replaced something.</summary>
    public Action<SanitizePattern>? OnSanitized { get; init; }

    /// <summary>Relative tolerance of numbers: they pass where <c>|a - b| ≤ atol + rtol · max(|a|, |b|)</c>.</summary>
    public double Rtol { get; init; }

    /// <summary>Absolute tolerance of numbers.</summary>
    public double Atol { get; init; }

    /// <summary>Whether HTML tables are compared by shape and text of their cells, without attributes and styles. Tolerances do that too.</summary>
    public bool TablesByCell { get; init; }

    /// <summary>Whether addresses such as <c>&lt;object at 0x7f3c&gt;</c> count as equal.</summary>
    public bool IgnoreAddresses { get; init; }

    /// <summary>Compares images by media type, expected and actual value. By default PNG and JPEG are not compared, as in nbval.</summary>
    public Func<string, JsonValue, JsonValue, ImageVerdict>? Images { get; init; }

    /// <summary>Whether numbers may differ at all.</summary>
    public bool HasTolerance => Rtol > 0 || Atol > 0;

    /// <summary>The same options with what a cell asks for.</summary>
    public CompareOptions For(CellMarkers markers) => this with
    {
        Rtol = markers.Rtol ?? Rtol,
        Atol = markers.Atol ?? Atol,
        SkippedKeys = markers.SkippedKeys.Count == 0 ? SkippedKeys : SkippedKeys.Concat(markers.SkippedKeys).ToFrozenSet(),
        OnlyKeys = markers.OnlyKeys.Count == 0 ? OnlyKeys : markers.OnlyKeys.ToFrozenSet(),
    };

    /// <summary>Whether a key takes part in the comparison.</summary>
    public bool Compares(string key) =>
        !SkippedKeys.Contains(key)
        && (OnlyKeys.Count == 0 || OnlyKeys.Contains(key))
        && (Images is not null || key is not ("image/png" or "image/jpeg"));
}
