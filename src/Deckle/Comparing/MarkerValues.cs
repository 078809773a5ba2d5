using System.Globalization;

namespace Deckle.Comparing;

/// <summary>Gathers the values of markers.</summary>
internal sealed class MarkerValues(CellMarkers start)
{
    private readonly List<MarkerWarning> warnings = [];

    public CellMarkers Markers { get; private set; } = start;

    public IReadOnlyList<MarkerWarning> Warnings => warnings;

    /// <summary>A tolerance is a finite number from 0.</summary>
    public static bool IsTolerance(double value) => double.IsFinite(value) && value >= 0;

    /// <param name="markers">Of one kind, in their order; at least one.</param>
    public void Apply(IReadOnlyList<Marker> markers)
    {
        Marker last = markers[^1];
        Markers = last.Kind switch
        {
            MarkerKind.Check => Markers with { Check = last.IsOn },
            MarkerKind.CheckException => Markers with { RaisesException = true },
            MarkerKind.Skip => Markers with { Skip = true },
            MarkerKind.Rtol => Markers with { Rtol = Tolerance(last) ?? Markers.Rtol },
            MarkerKind.Atol => Markers with { Atol = Tolerance(last) ?? Markers.Atol },
            MarkerKind.SkipCompare => Markers with { SkippedKeys = Keys(markers) },
            _ => Markers with { OnlyKeys = Keys(markers) },
        };
    }

    private double? Tolerance(Marker marker)
    {
        if (double.TryParse(marker.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && IsTolerance(value))
        {
            return value;
        }

        warnings.Add(new(MarkerWarningKind.BadValue, $"{marker.Name}: '{marker.Value}' is no tolerance, ignoring."));
        return null;
    }

    private static string[] Keys(IEnumerable<Marker> markers) =>
        [.. markers.SelectMany(marker => marker.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
}
