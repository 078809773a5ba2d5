using Deckle.Json;
using Deckle.Scripts;

namespace Deckle.Comparing;

/// <summary>Reads the markers of a cell, with nbval's rules and warnings for nbval's markers.</summary>
internal static class MarkerReader
{
    public static CellMarkers Read(Cell cell, string? language)
    {
        var tagWarnings = new List<MarkerWarning>();
        var commentWarnings = new List<MarkerWarning>();
        Dictionary<MarkerKind, List<Marker>> tags = ByKind(OfTags(cell.Metadata["tags"], tagWarnings), "metadata tags", tagWarnings);
        Dictionary<MarkerKind, List<Marker>> comments = ByKind(OfComments(cell.Source, language, commentWarnings), "comment markers", commentWarnings);
        MarkerKind[] both = [.. tags.Keys.Intersect(comments.Keys).Order()];
        MarkerWarning[] overlap = both.Length == 0 ? [] :
        [
            new(MarkerWarningKind.Overlap, $"Overlapping options from comments and metadata, using options from comments: {Set(both)}"),
        ];

        var values = new MarkerValues(MarkerMetadata.Read(cell.Metadata, out IReadOnlyList<MarkerWarning> metadataWarnings));
        foreach ((_, List<Marker> markers) in tags.Where(tag => !comments.ContainsKey(tag.Key)).Concat(comments))
        {
            values.Apply(markers);
        }

        return values.Markers with { Warnings = [.. overlap, .. tagWarnings, .. commentWarnings, .. metadataWarnings, .. values.Warnings] };
    }

    // nbval: any line, within a string too, whose text behind its comment signs is exactly a marker.
    private static IEnumerable<Marker> OfComments(string source, string? language, List<MarkerWarning> warnings)
    {
        ScriptLanguage? known = language is null ? null : ScriptLanguages.OfName(language);
        foreach (string line in PythonLines.Split(source))
        {
            if (Comment(line.Trim(), known) is not { } comment)
            {
                continue;
            }

            if (Marker.OfComment(comment) is { } marker)
            {
                yield return marker;
            }
            else if (Marker.IsMeant(comment))
            {
                warnings.Add(new(MarkerWarningKind.Unknown, $"The comment '{comment}' is no marker, ignoring."));
            }
        }
    }

    private static string? Comment(string line, ScriptLanguage? language)
    {
        if (line.StartsWith('#'))
        {
            return line.TrimStart('#').Trim();
        }

        if (language is null || !line.StartsWith(language.Comment, StringComparison.Ordinal))
        {
            return null;
        }

        string text = language.CommentEnd.Length > 0 && line.EndsWith(language.CommentEnd, StringComparison.Ordinal) ? line[..^language.CommentEnd.Length] : line;
        return text.Length < language.Comment.Length ? null : text[language.Comment.Length..].TrimStart(language.Comment[^1]).Trim();
    }

    private static IEnumerable<Marker> OfTags(JsonValue? tags, List<MarkerWarning> warnings)
    {
        if (tags is not (null or JsonNull or JsonArray))
        {
            warnings.Add(new(MarkerWarningKind.TagsNotList, "Cell tags is not a list, ignoring."));
        }

        foreach (JsonString tag in (tags as JsonArray ?? JsonArray.Empty).OfType<JsonString>())
        {
            if (Marker.OfTag(tag.Text) is { } marker)
            {
                yield return marker;
            }
            else if (Marker.IsMeant(tag.Text))
            {
                warnings.Add(new(MarkerWarningKind.Unknown, $"The tag '{tag.Text}' is no marker, ignoring."));
            }
        }
    }

    private static Dictionary<MarkerKind, List<Marker>> ByKind(IEnumerable<Marker> markers, string what, List<MarkerWarning> warnings)
    {
        var kinds = new Dictionary<MarkerKind, List<Marker>>();
        foreach (Marker marker in markers)
        {
            bool isSecond = kinds.TryGetValue(marker.Kind, out List<Marker>? known);
            if (!isSecond)
            {
                kinds[marker.Kind] = known = [];
            }

            // Keys add up; of anything else the last counts. The two spaces are nbval's.
            if (isSecond && marker.Kind is not (MarkerKind.SkipCompare or MarkerKind.OnlyCompare))
            {
                warnings.Add(new(MarkerWarningKind.Conflict, $"Conflicting {what} found, using the latest:  {known![^1].Name} VS {marker.Name}"));
            }

            known!.Add(marker);
        }

        return kinds;
    }

    private static string Set(IEnumerable<MarkerKind> kinds) => "{" + string.Join(", ", kinds.Select(kind => $"'{Word(kind)}'")) + "}";

    private static string Word(MarkerKind kind) => kind switch
    {
        MarkerKind.Check => "check",
        MarkerKind.CheckException => "check_exception",
        MarkerKind.Skip => "skip",
        MarkerKind.Rtol => "rtol",
        MarkerKind.Atol => "atol",
        MarkerKind.SkipCompare => "skip_compare",
        _ => "only_compare",
    };
}
