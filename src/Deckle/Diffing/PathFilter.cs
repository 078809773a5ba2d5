namespace Deckle.Diffing;

/// <summary>Takes out of a diff the entries of values that are not looked at.</summary>
internal sealed class PathFilter
{
    private static readonly string[] KnownCellKeys = ["source", "outputs", "attachments", "metadata", "id"];

    private readonly DiffFilterOptions options;
    private readonly HashSet<string> ignored;
    private readonly ILookup<string, string> ignoredKeys;

    public PathFilter(DiffFilterOptions options)
    {
        this.options = options;
        ignored = [.. options.Ignored.Where(path => path.Keys is null).Select(path => path.Path)];
        ignoredKeys = options.Ignored.SelectMany(path => (path.Keys ?? []).Select(key => (path.Path, Key: key))).ToLookup(path => path.Path, path => path.Key);
    }

    public Diff OnCell(Diff diff) => ignored.Contains("") || ignored.Contains("/cells") || ignoredKeys[""].Contains("cells") ? Diff.Empty : On(diff, "/cells/*");

    public Diff OnNotebook(Diff diff) => On(diff, "");

    private Diff On(Diff diff, string path)
    {
        var kept = new List<DiffEntry>(diff.Count);
        bool isSame = true;
        foreach (DiffEntry entry in diff)
        {
            string place = path + "/" + (entry.Key.Name ?? "*");
            if (IsLeftOut(path, entry.Key.Name, place))
            {
                isSame = false;
                continue;
            }

            Diff? inner = entry.Inner is null ? null : On(entry.Inner, place);
            if (inner is null || ReferenceEquals(inner, entry.Inner))
            {
                kept.Add(entry);
            }
            else
            {
                isSame = false;
                kept.AddRange(inner.IsEmpty ? [] : [DiffEntry.Patch(entry.Key, inner)]);
            }
        }

        return isSame ? diff : new Diff(kept);
    }

    // A key may hold slashes, as media types do: nbdime's paths do not tell them from the others.
    private bool IsLeftOut(string path, string? key, string place) =>
        IsOfOtherPart(path, key) || ignored.Contains(path) || ignored.Contains(place) || (key is not null && ignoredKeys[path].Contains(key));

    // As nbdime's --ignore-... flags and its text have it.
    private bool IsOfOtherPart(string path, string? key) => (path, key) switch
    {
        ("/cells/*", "source") => !options.Sources,
        ("/cells/*", "outputs") => !options.Outputs,
        ("/cells/*", "attachments") => !options.Attachments,
        ("" or "/cells/*" or "/cells/*/outputs/*", "metadata") => !options.Metadata,
        ("/cells/*", "id") => !options.Ids,
        ("/cells/*", { } other) => !options.Details && !KnownCellKeys.Contains(other),
        ("/cells/*/outputs/*", "execution_count") => !options.Details,
        ("", { } other) => !options.Details && other != "cells",
        _ => false,
    };
}
