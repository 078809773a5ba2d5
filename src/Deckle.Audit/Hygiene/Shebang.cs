using System.Buffers;
using System.Text;

namespace Deckle.Audit.Hygiene;

/// <summary>The line that says what executes a file: <c>#!/usr/bin/env python3</c>.</summary>
internal static class Shebang
{
    // Python's string.printable.
    private static readonly SearchValues<byte> Printable = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (byte)c), .. "\t\n\r\v\f"u8]);

    /// <summary>The program that executes a file, as written but without <c>env</c>; null for none.</summary>
    public static string? Interpreter(ReadOnlySpan<byte> content)
    {
        List<string> command = Command(content);
        if (command is not ["/usr/bin/env", ..])
        {
            return command.FirstOrDefault();
        }

        command.RemoveRange(0, command is [_, "-S", ..] ? 2 : 1);
        return command is ["nix-shell"] ? NixInterpreter(content) : command.FirstOrDefault();
    }

    // #! nix-shell -i python3 on a line of its own below says what nix-shell runs.
    private static string NixInterpreter(ReadOnlySpan<byte> content)
    {
        string found = "nix-shell";
        while (true)
        {
            int end = content.IndexOf((byte)'\n');
            content = end < 0 ? [] : content[(end + 1)..];
            if (!content.StartsWith("#!"u8) || Command(content) is not { Count: > 0 } command)
            {
                return found;
            }

            int flag = command.LastIndexOf("-i", command.Count - 2);
            found = flag >= 0 ? command[flag + 1] : found;
        }
    }

    private static List<string> Command(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("#!"u8))
        {
            return [];
        }

        int end = content.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? content[2..] : content[2..end];
        return line.ContainsAnyExcept(Printable) ? [] : ShellWords.Split(Encoding.ASCII.GetString(line).Trim());
    }
}
