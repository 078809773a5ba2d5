using System.Globalization;
using System.Text;
using Deckle.Audit;
using Deckle.Json;
using Deckle.Tool.Hooks.Configuring;

namespace Deckle.Tool.Hooks.Checking;

/// <summary>Shows outcomes: in pre-commit's layout, or as an object.</summary>
internal static class HookReport
{
    private const string NoFiles = "(no files to check)";
    private const string SkippedWord = "Skipped";

    // pre-commit's colours.
    private const string Red = "\e[41m";
    private const string Green = "\e[42m";
    private const string Yellow = "\e[43;30m";
    private const string Turquoise = "\e[46;30m";
    private const string Subtle = "\e[2m";
    private const string Plain = "\e[m";

    public static string Text(IReadOnlyList<HookOutcome> outcomes, IEnumerable<Hook> all, bool isVerbose, bool colours)
    {
        // The widest line there can be decides where the results stand: NAME...(no files to check)Skipped
        int columns = Math.Max(80, all.Max(hook => (int?)Width(hook.Name)).GetValueOrDefault() + 3 + NoFiles.Length + 1 + SkippedWord.Length);
        var text = new StringBuilder();
        foreach (HookOutcome outcome in outcomes)
        {
            Append(text, outcome, columns, isVerbose, colours);
        }

        return text.ToString();
    }

    public static JsonObject Json(string stage, IReadOnlyList<HookOutcome> outcomes, HookConfig config) => JsonObject.Of(
        ("schema", "deckle.hook.run/1"),
        ("stage", stage),
        ("passed", outcomes.All(outcome => outcome.Status != HookStatus.Failed)),
        ("config", config.Path is string path ? path : JsonNull.Value),
        ("hooks", JsonArray.From(outcomes.Select(Json))),
        ("not_run", JsonArray.From(config.Foreign.Select(hook => (JsonValue)JsonObject.Of(("repo", hook.Repository), ("id", hook.Id))))));

    /// <summary>The hooks that only pre-commit can run, a repository to a line; empty for none.</summary>
    public static string Foreign(HookConfig config) => string.Concat(config.Foreign
        .GroupBy(hook => hook.Repository)
        .Select(hooks => $"not run here: {string.Join(", ", hooks.Select(hook => hook.Id))} ({hooks.Key})\n"));

    private static void Append(StringBuilder text, HookOutcome outcome, int columns, bool isVerbose, bool colours)
    {
        (string end, string colour, string before) = outcome.Status switch
        {
            HookStatus.Passed => ("Passed", Green, ""),
            HookStatus.Failed => ("Failed", Red, ""),
            HookStatus.NothingToCheck => (SkippedWord, Turquoise, NoFiles),
            _ => (SkippedWord, Yellow, ""),
        };
        int dots = columns - Width(outcome.Hook.Name) - before.Length - end.Length - 1;
        text.Append(outcome.Hook.Name).Append('.', Math.Max(0, dots)).Append(before).Append(Colour(end, colour, colours)).Append('\n');
        if (outcome.Status != HookStatus.Failed && !isVerbose && !outcome.Hook.IsVerbose)
        {
            return;
        }

        text.Append(Colour($"- hook id: {outcome.Hook.Id}", Subtle, colours)).Append('\n');
        if (outcome.Status == HookStatus.Failed)
        {
            text.Append(Colour("- exit code: 1", Subtle, colours)).Append('\n');
        }

        if (outcome.IsModified)
        {
            text.Append(Colour("- files were modified by this hook", Subtle, colours)).Append('\n');
        }

        string[] lines = [.. outcome.Fixes.Select(Line), .. outcome.Findings.Select(finding => Shown(finding.Message))];
        if (lines.Length > 0)
        {
            text.Append('\n').AppendJoin('\n', lines).Append("\n\n");
        }
    }

    private static string Line(HookFix fix) => fix.WhyNot is null ? Shown(fix.Message) : $"{Shown(fix.Path)}: not fixed: {fix.WhyNot}";

    // A name may hold what moves the cursor or looks like a line of ours.
    private static string Shown(string text) => string.Concat(text.Select(c =>
        char.IsControl(c) && c is not ('\n' or '\t') ? string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}") : c.ToString()));

    private static string Colour(string text, string colour, bool isWanted) => isWanted ? $"{colour}{text}{Plain}" : text;

    // Ideographs, kana and Hangul take two columns.
    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1);

    private static JsonObject Json(HookOutcome outcome) => JsonObject.Of(
        ("id", outcome.Hook.Id),
        ("name", outcome.Hook.Name),
        ("status", outcome.Status is HookStatus.Passed ? "passed" : outcome.Status is HookStatus.Failed ? "failed" : "skipped"),
        ("reason", outcome.Status switch { HookStatus.NothingToCheck => "no files to check", HookStatus.Skipped => "SKIP", _ => JsonNull.Value }),
        ("files", outcome.FileCount),
        ("findings", JsonArray.From(outcome.Findings.Select(Json))),
        ("fixes", JsonArray.From(outcome.Fixes.Select(fix => (JsonValue)JsonObject.Of(
            ("path", fix.Path),
            ("written", fix.WhyNot is null),
            ("why_not", fix.WhyNot is string why ? why : JsonNull.Value))))));

    private static JsonValue Json(Finding finding) => JsonObject.Of(
        ("path", finding.Path),
        ("line", finding.Line is { } line ? line : JsonNull.Value),
        ("column", finding.Column is { } column ? column : JsonNull.Value),
        ("cell", finding.Cell is { } cell ? cell.Index : JsonNull.Value),
        ("cell_id", finding.Cell?.Id is string id ? id : JsonNull.Value),
        ("severity", finding.Severity.ToString().ToLowerInvariant()),
        ("message", finding.Message));
}
