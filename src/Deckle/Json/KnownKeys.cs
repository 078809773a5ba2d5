using System.Text;

namespace Deckle.Json;

/// <summary>One string object for each key that notebooks repeat thousands of times.</summary>
internal static class KnownKeys
{
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Keys =
        new[]
        {
            "cells", "cell_type", "execution_count", "id", "metadata", "outputs", "source", "attachments", "nbformat", "nbformat_minor",
            "output_type", "name", "text", "data", "transient", "display_id", "ename", "evalue", "traceback", "tags", "papermill",
            "text/plain", "text/html", "image/png", "image/svg+xml", "application/json", "execution", "start_time", "end_time",
            "duration", "exception", "status", "iopub.execute_input", "iopub.status.busy", "iopub.status.idle", "shell.execute_reply",
            "kernelspec", "language_info", "msg_id", "msg_type", "session", "username", "version", "date", "content", "execution_state",
        }.ToDictionary(key => key, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= 32)
        {
            Span<char> chars = stackalloc char[32];
            if (Encoding.UTF8.TryGetChars(utf8, chars, out int length) && Keys.TryGetValue(chars[..length], out string? known))
            {
                return known;
            }
        }

        return Wtf8.Decode(utf8);
    }
}
