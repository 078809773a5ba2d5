using System.Buffers;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>Names as they can be pasted into a shell: Python's <c>shlex.quote</c>.</summary>
internal static class ShellQuoting
{
    private static readonly SearchValues<char> Safe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-");

    public static string Quote(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Safe) ? text : $"'{text.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";
}
