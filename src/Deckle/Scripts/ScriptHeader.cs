using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>
/// What stands above the first cell of a script: <c>#!</c> and <c>coding</c> lines, and between two lines <c># ---</c> the notebook's metadata as
/// YAML below <c>jupyter:</c>. Other keys there are a document's front matter, which a notebook has as its first cell, a raw one.
/// </summary>
/// <param name="Metadata">The notebook's metadata, with the first lines in <c>jupytext.executable</c> and <c>jupytext.encoding</c>.</param>
/// <param name="HasMetadata">Whether there was a section <c>jupyter:</c>.</param>
/// <param name="FrontMatter">The source of the raw cell; null for none.</param>
/// <param name="Length">The number of lines, a blank one behind the header included.</param>
/// <param name="BlankLines">The blank lines behind the header that count to it: 0 or 1.</param>
internal sealed partial record ScriptHeader(JsonObject Metadata, bool HasMetadata, string? FrontMatter, int Length, int BlankLines)
{
    private const string Fence = "---";

    /// <exception cref="DeckleException">Another encoding than UTF-8, or what <paramref name="readYaml"/> says of the YAML.</exception>
    public static ScriptHeader Read(IReadOnlyList<string> lines, ScriptLanguage language, Func<string, JsonObject> readYaml)
    {
        JsonObject jupytext = JsonObject.Empty;
        int at = 0;
        if (at < lines.Count && lines[at].StartsWith("#!", StringComparison.Ordinal) && !CellMarkerLike().IsMatch(lines[at]))
        {
            jupytext = jupytext.With("executable", lines[at++][2..]);
        }

        if (at < lines.Count && lines[at].StartsWith(language.Comment, StringComparison.Ordinal) && Coding().Match(lines[at]) is { Success: true } coding)
        {
            if (!coding.Groups[1].Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !coding.Groups[1].Value.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            {
                throw ScriptErrors.Encoding(lines[at]);
            }

            jupytext = jupytext.With("encoding", lines[at++]);
        }

        JsonObject first = jupytext.Count == 0 ? JsonObject.Empty : JsonObject.Of(("jupytext", jupytext));
        string[] comments = [.. lines.Skip(at).TakeWhile(line => line.StartsWith(language.Comment, StringComparison.Ordinal)).Select(language.FromComment)];
        int opens = Array.FindIndex(comments, line => line.Trim().Length > 0);
        int closes = opens < 0 || comments[opens].TrimEnd() != Fence ? -1 : Array.FindIndex(comments, opens + 1, line => line.TrimEnd() == Fence);
        if (closes < 0)
        {
            return new(first, false, null, at, 0);
        }

        var jupyter = new List<string>();
        var others = new List<string>();
        List<string> section = others;
        foreach (string line in comments[(opens + 1)..closes])
        {
            section = JupyterKey().IsMatch(line) ? jupyter : line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] != '#' ? others : section;
            section.Add(line);
        }

        JsonObject metadata = jupyter.Count == 0 ? JsonObject.Empty : readYaml(string.Join('\n', jupyter)).Get<JsonObject>("jupyter") ?? JsonObject.Empty;
        if (jupytext.Count > 0)
        {
            JsonObject known = metadata.Get<JsonObject>("jupytext") ?? JsonObject.Empty;
            metadata = metadata.With("jupytext", jupytext.Aggregate(known, (all, member) => all.With(member.Key, member.Value)));
        }

        string? front = others.Any(line => line.Length > 0) ? string.Join('\n', [Fence, .. others, Fence]) : null;
        int past = at + closes + 1;
        int blank = past < lines.Count && string.IsNullOrWhiteSpace(lines[past]) ? 1 : 0;
        return new(metadata, jupyter.Count > 0, front, past + blank, blank);
    }

    /// <summary>The lines of a header; none where there is nothing to say.</summary>
    public static IReadOnlyList<string> Write(JsonObject metadata, string? frontMatter, ScriptLanguage language)
    {
        string[] yaml =
        [
            .. frontMatter is null ? [] : frontMatter.Trim('\n', '\t', ' ').Split('\n')[1..^1],
            .. metadata.Count == 0 ? [] : HeaderYaml.Write(JsonObject.Of(("jupyter", metadata))),
        ];
        return yaml.Length == 0 ? [] : [.. ((string[])[Fence, .. yaml, Fence]).Select(language.ToComment)];
    }

    /// <summary>Whether a cell is front matter: raw, and between two lines <c>---</c>.</summary>
    public static bool IsFrontMatter(Cell cell)
    {
        string[] lines = cell.Source.Trim('\n', '\t', ' ').Split('\n');
        return cell.Kind == CellKind.Raw && lines.Length >= 2 && lines[0].TrimEnd() == Fence && lines[^1].TrimEnd() == Fence;
    }

    // PEP 263, which editors of other languages read too.
    [GeneratedRegex(@"coding[:=][ \t]*([-_.a-zA-Z0-9]+)")]
    private static partial Regex Coding();

    [GeneratedRegex(@"^jupyter\s*:\s*$")]
    private static partial Regex JupyterKey();

    // C# Interactive's magics begin as the first line of a Unix script does: #!csharp.
    [GeneratedRegex(@"^#!\s*[a-z]+\s*$")]
    private static partial Regex CellMarkerLike();
}
