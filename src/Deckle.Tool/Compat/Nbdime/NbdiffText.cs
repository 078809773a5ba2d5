using System.Globalization;
using Deckle.Diffing;
using Deckle.Json;
using Deckle.Tool.Diffing;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>A difference in nbdime's layout: <c>## modified /cells/0/source:</c>, and the lines that went and came below it.</summary>
internal sealed class NbdiffText
{
    // colorama's codes.
    private const string Red = "\e[31m";
    private const string Green = "\e[32m";
    private const string BrightBlue = "\e[34m\e[1m";

    private readonly TextWriter writer;
    private readonly NbdimePrinter printer;
    private readonly IReadOnlySet<string> parts;
    private readonly string removed;
    private readonly string added;
    private readonly string info;
    private readonly string reset;
    private readonly DiffTextOptions lines;

    /// <param name="parts">The parts of notebooks that are shown.</param>
    public NbdiffText(TextWriter writer, IReadOnlySet<string> parts, bool usesColor, bool comparesWords)
    {
        this.writer = writer;
        this.parts = parts;
        // As nbdime, which lets git lay lines out, and git marks words by colours only.
        lines = new DiffTextOptions { UsesColor = usesColor, ComparesWords = usesColor && comparesWords };
        printer = new NbdimePrinter(writer);
        removed = usesColor ? $"{Red}-  " : "-  ";
        added = usesColor ? $"{Green}+  " : "+  ";
        info = usesColor ? $"{BrightBlue}## " : "## ";
        reset = usesColor ? "\e[0m" : "";
    }

    /// <summary>A whole difference below its heading; nothing where there is none.</summary>
    /// <param name="before">What the first side is called, and when it was changed.</param>
    /// <param name="after">The same of the second side.</param>
    public void Write((string Name, string Time) before, (string Name, string Time) after, JsonValue value, Diff diff)
    {
        if (!diff.IsEmpty)
        {
            writer.Write($"nbdiff {before.Name} {after.Name}\n--- {before.Name}  {before.Time}\n+++ {after.Name}  {after.Time}\n");
            Write(value, diff, "");
        }
    }

    /// <summary>A difference of a value inside a notebook.</summary>
    /// <param name="path">Where it is, such as <c>/cells/3</c>.</param>
    public void Write(JsonValue value, Diff diff, string path)
    {
        if (value is JsonString text)
        {
            WriteText(text.Text, ((JsonString)DiffPatcher.Patch(text, diff)).Text, path);
            return;
        }

        foreach (DiffEntry entry in diff.Where(_ => IsShown(path)))
        {
            Write(value, entry, path);
        }
    }

    private void Write(JsonValue value, DiffEntry entry, string path)
    {
        string next = $"{path}/{entry.Key}";
        if (entry.Op == DiffOp.Patch)
        {
            Write(Member(value, entry.Key), entry.Inner!, next);
            return;
        }

        if (entry.Op is DiffOp.Add or DiffOp.Remove or DiffOp.Replace && !IsShown(next))
        {
            return;
        }

        switch (entry.Op)
        {
            case DiffOp.AddRange:
                Action("inserted before", next);
                At(entry.Value!, path, added);
                break;
            case DiffOp.RemoveRange:
                string last = (entry.Key.Index + entry.Length - 1).ToString(CultureInfo.InvariantCulture);
                Action("deleted", entry.Length > 1 ? $"{next}-{last}" : next);
                At(JsonArray.From(((JsonArray)value).Skip(entry.Key.Index).Take(entry.Length)), path, removed);
                break;
            case DiffOp.Remove:
                Action("deleted", next);
                At(Member(value, entry.Key), next, removed);
                break;
            case DiffOp.Add:
                Action("added", next);
                At(entry.Value!, next, added);
                break;
            default:
                JsonValue old = Member(value, entry.Key);
                string change = TypeName(old) == TypeName(entry.Value!) ? "" : $" (type changed from {TypeName(old)} to {TypeName(entry.Value!)})";
                Action($"replaced{change}", next);
                At(old, next, removed);
                At(entry.Value!, next, added);
                break;
        }

        writer.Write($"\n{reset}");
    }

    private void WriteText(string before, string after, string path)
    {
        Action("modified", path);
        string cutBefore = NbdimePrinter.Cut(before);
        string cutAfter = NbdimePrinter.Cut(after);
        if (cutBefore != before || cutAfter != after || !(before.Contains('\n', StringComparison.Ordinal) || after.Contains('\n', StringComparison.Ordinal)))
        {
            printer.Lines(cutBefore, removed);
            printer.Lines(cutAfter, added);
        }
        else
        {
            new HunkText(new TerminalWriter(writer, lines.UsesColor), lines).Write(LineDiff.Between(before, after));
        }

        writer.Write($"\n{reset}");
    }

    private void At(JsonValue value, string path, string prefix)
    {
        switch (Starred(path), value)
        {
            case ("/cells/*", JsonObject cell):
                printer.Cell(cell, null, prefix, isHeaded: true, parts);
                break;
            case ("/cells", JsonArray cells):
                foreach (JsonObject cell in cells.OfType<JsonObject>())
                {
                    printer.Cell(cell, null, prefix, isHeaded: true, parts);
                }

                break;
            case ("/cells/*/outputs/*", _):
                printer.Output(value, null, prefix);
                break;
            case ("/cells/*/outputs", JsonArray outputs):
                foreach (JsonValue output in outputs)
                {
                    printer.Output(output, null, prefix);
                }

                break;
            case ("/cells/*/attachments", _):
                printer.Attachments(value, prefix);
                break;
            default:
                printer.Value(value, prefix);
                break;
        }
    }

    private void Action(string what, string path) => writer.Write($"{info}{what} {path}:{reset}\n");

    private bool IsShown(string path)
    {
        string starred = Starred(path);
        bool Starts(string place) => starred.StartsWith(place, StringComparison.Ordinal);
        string? part = Starts("/cells/*/source") ? "sources"
            : Starts("/cells/*/attachments") ? "attachments"
            : Starts("/cells/*/metadata") || Starts("/metadata") ? "metadata"
            : Starts("/cells/*/id") ? "id"
            : Starts("/cells/*/outputs") ? "outputs"
            : Starts("/cells/*/") || Starts("/nbformat") ? "details"
            : null;
        return (part is null || parts.Contains(part)) && (starred != "/cells/*/outputs/*/execution_count" || parts.Contains("details"));
    }

    private static string Starred(string path) =>
        string.Join('/', path.Split('/').Select(step => step.Length > 0 && step.All(char.IsAsciiDigit) ? "*" : step));

    private static JsonValue Member(JsonValue value, DiffKey key) => key.Name is { } name ? ((JsonObject)value)[name]! : ((JsonArray)value)[key.Index];

    // type(value).__name__, as nbformat reads notebooks.
    private static string TypeName(JsonValue value) => value switch
    {
        JsonNull => "NoneType",
        JsonBoolean => "bool",
        JsonNumber { IsInteger: true } => "int",
        JsonNumber => "float",
        JsonString => "str",
        JsonArray => "list",
        _ => "NotebookNode",
    };
}
