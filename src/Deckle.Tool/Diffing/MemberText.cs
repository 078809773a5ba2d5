using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Writes changed values by their paths: <c>metadata.tags[0]: "a" → "b"</c>.</summary>
internal sealed class MemberText(TerminalWriter writer, int mostLines)
{
    // What is shown of a value, and before its first change.
    private const int MostText = 100;
    private const int Lead = 30;

    public void Write(IEnumerable<MemberChange> changes, string indent)
    {
        int count = 0;
        foreach (MemberChange change in changes)
        {
            if (count++ < mostLines)
            {
                Write(change, indent);
            }
        }

        if (count > mostLines)
        {
            writer.Text(indent).Line(string.Create(CultureInfo.InvariantCulture, $"… {count - mostLines:N0} more values changed"), TerminalStyle.Dim);
        }
    }

    private void Write(MemberChange change, string indent)
    {
        string path = change.Path.ToReadable();
        writer.Text(indent);
        switch (change)
        {
            case { Before: null, After: { } added }:
                writer.Line($"+ {path}: {Short(Shown(added), 0)}", TerminalStyle.Added);
                break;
            case { After: null, Before: { } removed }:
                writer.Line($"- {path}: {Short(Shown(removed), 0)}", TerminalStyle.Removed);
                break;
            default:
                string before = Shown(change.Before!);
                string after = Shown(change.After!);
                int common = before.AsSpan().CommonPrefixLength(after);
                writer.Text($"~ {path}: ", TerminalStyle.Changed)
                    .Text(Short(before, common), TerminalStyle.Removed)
                    .Text(" → ")
                    .Line(Short(after, common), TerminalStyle.Added);
                break;
        }
    }

    private static string Shown(JsonValue value) => value.ToString();

    private static string Short(string text, int around)
    {
        if (text.Length <= MostText)
        {
            return text;
        }

        int start = Math.Clamp(around - Lead, 0, text.Length - MostText);
        string part = text.Substring(start, MostText);
        return $"{(start > 0 ? "…" : "")}{part}{(start + MostText < text.Length ? string.Create(CultureInfo.InvariantCulture, $"… ({text.Length:N0} characters)") : "")}";
    }
}
