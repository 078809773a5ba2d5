using Deckle.Json;

namespace Deckle.Scraps;

/// <summary>
/// Many runs as one table: a row for each, with its file, status, duration, parameters and scraps. Scraps that are no value, displays and
/// tables, have no column.
/// </summary>
public sealed class ScrapTable
{
    private ScrapTable(IReadOnlyList<ScrapColumn> columns, IReadOnlyList<IReadOnlyList<JsonValue>> rows)
    {
        Columns = columns;
        Rows = rows;
    }

    public IReadOnlyList<ScrapColumn> Columns { get; }

    /// <summary>A value for each column; <see cref="JsonNull"/> for none.</summary>
    public IReadOnlyList<IReadOnlyList<JsonValue>> Rows { get; }

    /// <param name="names">The scraps that get a column; empty for all.</param>
    public static ScrapTable Of(IReadOnlyList<ScrapRun> runs, IReadOnlyCollection<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        string[] parameters = [.. runs.SelectMany(run => run.Parameters.Keys).Distinct(StringComparer.Ordinal)];
        string[] scraps = names is { Count: > 0 } ? [.. names] : [.. runs.SelectMany(run => run.Scraps.Values.Where(IsValue)).Select(scrap => scrap.Name).Distinct(StringComparer.Ordinal)];
        ScrapColumn[] columns = Named(parameters, scraps);
        return new ScrapTable(columns, [.. runs.Select(run => (IReadOnlyList<JsonValue>)[.. columns.Select(column => Value(run, column))])]);
    }

    /// <summary>
    /// A parameter or scrap has its own name, so long as it is free: a scrap called "file" is "scraps.file", a parameter called as a scrap
    /// is "parameters.NAME".
    /// </summary>
    private static ScrapColumn[] Named(string[] parameters, string[] scraps)
    {
        ScrapColumn[] always =
        [
            new("file", ScrapColumnKind.File, "file"),
            new("status", ScrapColumnKind.Status, "status"),
            new("duration_seconds", ScrapColumnKind.Duration, "duration_seconds"),
        ];
        var taken = always.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        ScrapColumn[] found = [.. scraps.Select(name => new ScrapColumn(taken.Contains(name) ? $"scraps.{name}" : name, ScrapColumnKind.Scrap, name))];
        taken.UnionWith(found.Select(column => column.Name));
        return
        [
            .. always,
            .. parameters.Select(name => new ScrapColumn(taken.Contains(name) ? $"parameters.{name}" : name, ScrapColumnKind.Parameter, name)),
            .. found,
        ];
    }

    private static JsonValue Value(ScrapRun run, ScrapColumn column) => column.Kind switch
    {
        ScrapColumnKind.File => run.Path,
        ScrapColumnKind.Status => run.Status is { } status ? status : JsonNull.Value,
        ScrapColumnKind.Duration => run.Duration is { } seconds ? seconds : JsonNull.Value,
        ScrapColumnKind.Parameter => run.Parameters[column.Source] ?? JsonNull.Value,
        _ => run.Scraps.TryGetValue(column.Source, out Scrap? scrap) && IsValue(scrap) ? scrap.Data! : JsonNull.Value,
    };

    private static bool IsValue(Scrap scrap) => scrap.Data is not null && !scrap.IsTable;
}
