using System.Globalization;
using Deckle.Diffing;
using Deckle.Json;
using Deckle.Text;
using Deckle.Tool.Rendering.Ansi;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Writes how the outputs of a cell changed, each in a few lines.</summary>
internal sealed class OutputDiffText(TerminalWriter writer, DiffTextOptions options, PayloadDiffText payloads)
{
    private const string Indent = "    ";

    private static readonly string[] Told = ["output_type", "execution_count", "name", "text", "data", "ename", "evalue", "traceback"];

    private bool tellsCount;

    /// <param name="isCounted">Whether the cell tells its new execution count, so that its outputs need not repeat it.</param>
    public void Write(JsonArray before, Diff diff, bool isCounted)
    {
        tellsCount = !isCounted;
        // What has been added less what is gone, up to the output at hand.
        int offset = 0;
        foreach (ListChange change in ListChange.In(diff))
        {
            int index = change.Index;
            if (change.Inner is { } inner)
            {
                Changed(index, offset, (JsonObject)before[index], (JsonObject)DiffPatcher.Patch(before[index], inner), inner);
                continue;
            }

            Replaced(index, offset, [.. before.Skip(index).Take(change.Removed)], change.Added);
            offset += change.Added.Count - change.Removed;
        }
    }

    /// <summary>The outputs of a cell that is new or gone.</summary>
    public void WriteWhole(IReadOnlyList<Output> outputs, char sign)
    {
        for (int at = 0; at < outputs.Count; at++)
        {
            Whole(at, outputs[at], sign, "");
        }
    }

    // Outputs of one kind at one place are two versions of it.
    private void Replaced(int index, int offset, JsonValue[] removed, JsonArray added)
    {
        for (int i = 0; i < Math.Max(removed.Length, added.Count); i++)
        {
            var gone = i < removed.Length ? removed[i] as JsonObject : null;
            var come = i < added.Count ? added[i] as JsonObject : null;
            if (gone is not null && come is not null && gone.GetText("output_type") == come.GetText("output_type") && gone.GetText("name") == come.GetText("name"))
            {
                Changed(index + i, offset, gone, come, ValueDiffer.Compare(gone, come));
                continue;
            }

            if (gone is not null)
            {
                Whole(index + i, new Output(gone), '-', ": removed");
            }

            if (come is not null)
            {
                Whole(index + offset + i, new Output(come), '+', ": added");
            }
        }
    }

    private void Changed(int index, int offset, JsonObject before, JsonObject after, Diff diff)
    {
        if (!tellsCount && diff is [{ Key.Name: "execution_count" }])
        {
            return;
        }

        var (old, young) = (new Output(before), new Output(after));
        string was = offset == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (was {index})");
        string heading = string.Create(CultureInfo.InvariantCulture, $"output {index + offset}{was} [{Kind(young)}]");
        if (young.Kind == OutputKind.Stream && old.Text != young.Text)
        {
            Stream(heading, old.Text, young.Text);
        }
        else if (young.Kind == OutputKind.Error)
        {
            Error(heading, old, young);
        }
        else
        {
            Heading(heading);
        }

        payloads.Write(old.Data, young.Data, Indent);
        Diff others = new(diff.Where(entry => !(entry.Key.Name is "text" or "data" or "ename" or "evalue" or "traceback" || (entry.Key.Name == "execution_count" && !tellsCount))));
        new MemberText(writer, options.MostOutputLines).Write(MemberChange.In(before, others, JsonPath.Root), Indent);
    }

    private void Stream(string heading, string before, string after)
    {
        string left = AnsiRenderer.Shown(before);
        string right = AnsiRenderer.Shown(after);
        LineDiff lines = left == right ? LineDiff.Between(before, after) : LineDiff.Between(left, right);
        Heading($"{heading}: {Changed(lines)}");
        new HunkText(writer, options, Indent).Write(lines, options.MostOutputLines);
    }

    private void Error(string heading, Output before, Output after)
    {
        (string left, string right) = (Message(before), Message(after));
        LineDiff traceback = LineDiff.Between(Traceback(before), Traceback(after));
        Heading(left == right ? $"{heading} {AnsiRenderer.Plain(right)}" : heading);
        if (left != right)
        {
            new HunkText(writer, options with { Context = 1 }, Indent).Write(LineDiff.Between(left, right), options.MostOutputLines);
        }

        if (traceback.Runs.Any(run => run.Kind != EditKind.Keep))
        {
            writer.Text(Indent).Line($"traceback: {Changed(traceback)}", TerminalStyle.Changed);
        }
    }

    private static string Message(Output output) => $"{output.ErrorName}: {output.ErrorValue}";

    private static string Traceback(Output output) => AnsiRenderer.Plain(string.Join('\n', output.Traceback));

    internal static string Changed(LineDiff lines)
    {
        int count = Math.Max(lines.AddedCount, lines.RemovedCount);
        return count == 0 ? "line ends changed"
            : lines.RemovedCount == 0 ? $"{Lines(count)} added"
            : lines.AddedCount == 0 ? $"{Lines(count)} removed"
            : $"{Lines(count)} changed";
    }

    private static string Lines(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} line{(count == 1 ? "" : "s")}");

    private static string Kind(Output output) => output.Kind switch
    {
        OutputKind.Stream => $"stream {output.StreamName}",
        _ => output.Json.GetText("output_type") ?? "unknown",
    };

    private void Whole(int index, Output output, char sign, string what)
    {
        TerminalStyle style = sign == '+' ? TerminalStyle.Added : TerminalStyle.Removed;
        writer.Text("  ").Line(string.Create(CultureInfo.InvariantCulture, $"{sign} output {index} [{Kind(output)}]{what}"), style);
        switch (output.Kind)
        {
            case OutputKind.Stream:
                payloads.WriteText(AnsiRenderer.Shown(output.Text), sign, Indent);
                break;
            case OutputKind.Error:
                payloads.WriteText(AnsiRenderer.Plain(Message(output)), sign, Indent);
                break;
        }

        payloads.WriteWhole(output.Data, sign, Indent);
        foreach (JsonMember member in output.Json.Where(member => !Told.Contains(member.Key) && member.Value is not JsonObject { Count: 0 } and not JsonNull))
        {
            new MemberText(writer, options.MostOutputLines).Write(
                [sign == '+' ? new MemberChange(JsonPath.Root.Key(member.Key), null, member.Value) : new MemberChange(JsonPath.Root.Key(member.Key), member.Value, null)], Indent);
        }
    }

    private void Heading(string text) => writer.Text("  ").Line(text, TerminalStyle.Changed);
}
