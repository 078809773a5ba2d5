using Deckle.Json;
using Deckle.Validation;

namespace Deckle;

/// <summary>
/// Checks notebooks against nbformat's schemas: 3.0, 4.0 to 4.5, and newer minors as nbformat tolerates them. Nothing is changed and
/// nothing thrown, however broken the notebook; every finding is reported, in nbformat's order.
/// </summary>
public static class NotebookValidator
{
    /// <summary>Every way in which a notebook breaks its schema; none for a valid notebook.</summary>
    public static IReadOnlyList<ValidationFinding> Validate(Notebook notebook) => Validate(notebook.Json);

    /// <inheritdoc cref="Validate(Notebook)"/>
    public static IReadOnlyList<ValidationFinding> Validate(JsonObject notebook)
    {
        var findings = new FindingList();
        if (SchemaFor(notebook, findings) is { } schema)
        {
            CheckUniqueIds(notebook, findings);
            schema.Check(notebook, Place.Root, findings);
        }

        return findings.All;
    }

    /// <summary>The rules of a notebook's version; null, and a finding, where there are none.</summary>
    private static Rule? SchemaFor(JsonObject notebook, FindingList findings)
    {
        long major = Version(notebook, "nbformat", missing: 1, guess: notebook.Has("worksheets") ? 3 : 4);
        long minor = Version(notebook, "nbformat_minor", missing: 0, guess: major == 4 ? NotebookFormat.Latest.Minor : 0);
        switch (major)
        {
            case < 1 or > 4:
                Place place = Place.Root.Key("nbformat");
                string what = $"nbformat is {major}; the known versions are 1 to 4";
                findings.Add(place, major < 1 ? "minimum" : "maximum", what, notebook["nbformat"]?.Span ?? notebook.Span);
                return null;
            case 4 when minor >= 0:
                return NotebookSchema4.For(minor);
            case 3 when minor == 0:
                return NotebookSchema3.Notebook;
            case 1 when !notebook.Has("nbformat"):
                what = "no 'nbformat', and so nbformat 1, which has no schema; add \"nbformat\": 4 if it is a notebook of today";
                findings.Add(Place.Root, ValidationFinding.NoSchema, what, notebook.Span);
                return null;
            default:
                what = major < 3
                    ? $"nbformat {major}.{minor} has no schema to check against; upgrade the notebook: deckle upgrade FILE"
                    : $"nbformat {major}.{minor} never was; correct nbformat_minor";
                JsonSpan span = (major < 3 ? notebook["nbformat"] : notebook["nbformat_minor"])?.Span ?? notebook.Span;
                findings.Add(Place.Root, ValidationFinding.NoSchema, what, span);
                return null;
        }
    }

    // A version that is no integer is the schema's to report; the guess decides which one.
    private static long Version(JsonObject notebook, string key, long missing, long guess) => notebook[key] switch
    {
        null => missing,
        JsonNumber { IsInteger: true } number => number.TryGetInt64(out long version) ? version : number.Token[0] == '-' ? long.MinValue : long.MaxValue,
        _ => guess,
    };

    private static void CheckUniqueIds(JsonObject notebook, FindingList findings)
    {
        if (new Notebook(notebook).Format < new NotebookFormat(4, 5) || notebook["cells"] is not JsonArray cells)
        {
            return;
        }

        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i] is not JsonObject cell || cell["id"] is not JsonString id || first.TryAdd(id.Text, i))
            {
                continue;
            }

            Place place = Place.Root.Key("cells").Item(i).InCell(cell, i).Key("id");
            string what = $"cell {first[id.Text]} has the same id; give this one a new id: deckle validate --fix";
            findings.Add(place, ValidationFinding.UniqueId, what, id.Span, severity: ValidationSeverity.Repairable);
        }
    }
}
