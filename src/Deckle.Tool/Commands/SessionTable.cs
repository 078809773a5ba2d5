using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Commands;

/// <summary>Tables of sessions, jobs and variables: columns as wide as they need, the last one as it is.</summary>
internal static class SessionTable
{
    public static void Print(string[] head, IEnumerable<string[]> rows)
    {
        string[][] all = [head, .. rows.Select(row => row.Select(SafeText.Of).ToArray())];
        int[] widths = [.. Enumerable.Range(0, head.Length).Select(column => all.Max(row => row[column].Length))];
        foreach (string[] row in all)
        {
            Console.Out.WriteLine(string.Join("  ", row.Select((text, column) => column < row.Length - 1 ? text.PadRight(widths[column]) : text)).TrimEnd());
        }
    }
}
