using Deckle.Json;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>Finds a key that an object has twice. <see cref="JsonReader"/> keeps the last of them, as Python does, and so cannot say.</summary>
internal static class DuplicateKeys
{
    /// <summary>The repeated key of the object that is complete first, as Python would meet it, and where it stands.</summary>
    /// <param name="json">JSON that was read before: only its outline is looked at.</param>
    public static (string? Key, int Offset) First(ReadOnlySpan<byte> json)
    {
        var open = new Stack<(HashSet<string>? Keys, (string? Key, int Offset) Repeated)>();
        for (int at = 0; at < json.Length; at++)
        {
            switch (json[at])
            {
                case (byte)'{':
                    open.Push(([], (null, 0)));
                    break;
                case (byte)'[':
                    open.Push((null, (null, 0)));
                    break;
                case (byte)'}' or (byte)']':
                    if (open.Pop().Repeated is { Key: not null } repeated)
                    {
                        return repeated;
                    }

                    break;
                case (byte)'"':
                    int start = at;
                    at = EndOfString(json, start + 1);
                    if (open.TryPeek(out var top) && top is { Keys: not null, Repeated.Key: null } && IsKey(json, at + 1))
                    {
                        string key = Text(json[start..(at + 1)]);
                        if (!top.Keys.Add(key))
                        {
                            open.Pop();
                            open.Push((top.Keys, (key, start)));
                        }
                    }

                    break;
            }
        }

        return (null, 0);
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int at)
    {
        while (true)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == '"')
            {
                return at;
            }

            at += 2;
        }
    }

    private static bool IsKey(ReadOnlySpan<byte> json, int at)
    {
        ReadOnlySpan<byte> rest = json[at..].TrimStart(" \t\r\n"u8);
        return !rest.IsEmpty && rest[0] == ':';
    }

    private static string Text(ReadOnlySpan<byte> quoted) => ((JsonString)JsonReader.Read(quoted.ToArray())).Text;
}
