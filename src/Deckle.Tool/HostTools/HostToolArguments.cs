using Deckle.Json;
using Deckle.Text;

namespace Deckle.Tool.HostTools;

/// <summary>The arguments of one call, read by name and kind.</summary>
internal sealed class HostToolArguments(string tool, JsonObject given)
{
    public JsonObject Given => given;

    /// <exception cref="DeckleException"><c>host-tool-argument</c>: the tool does not know one of them.</exception>
    public void CheckNames(IEnumerable<string> known)
    {
        string[] all = [.. known];
        if (given.Keys.FirstOrDefault(name => !all.Contains(name)) is { } unknown)
        {
            throw Wrong($"unknown argument '{unknown}'{(NearestName.Of(unknown, all) is { } meant ? $"; did you mean {meant}?" : "")}");
        }
    }

    public string Text(string name) => OptionalText(name) ?? throw Wrong($"the argument '{name}' is missing");

    public string? OptionalText(string name) => given[name] switch
    {
        null or JsonNull => null,
        JsonString { Text: var text } => text.Contains('\0', StringComparison.Ordinal) ? throw Wrong($"'{name}' holds a NUL character") : text,
        _ => throw Wrong($"'{name}' is not text"),
    };

    public bool Flag(string name) => given[name] switch
    {
        null or JsonNull => false,
        JsonBoolean flag => flag.Value,
        _ => throw Wrong($"'{name}' is neither true nor false"),
    };

    public long? Integer(string name) => given[name] switch
    {
        null or JsonNull => null,
        JsonNumber number when number.TryGetInt64(out long value) => value,
        _ => throw Wrong($"'{name}' is not a whole number"),
    };

    /// <summary>The time limit of the call: no longer than the policy's.</summary>
    public TimeSpan Timeout(string name, TimeSpan longest) => given[name] switch
    {
        null or JsonNull => longest,
        JsonNumber number when number.ToDouble() is > 0 and < 1e9 and var seconds => TimeSpan.FromSeconds(Math.Min(seconds, longest.TotalSeconds)),
        _ => throw Wrong($"'{name}' is not a number of seconds above zero"),
    };

    /// <summary>Bytes that were sent in Base64.</summary>
    public byte[] Bytes(string name)
    {
        try
        {
            return Convert.FromBase64String(Text(name));
        }
        catch (FormatException)
        {
            // The mask of a secret, which no Base64 can hold.
            throw Wrong(Text(name).Contains("***", StringComparison.Ordinal)
                ? "the bytes hold a value given by --secret, which does not leave the kernel; write it as text in UTF-8, and its name stands in its place"
                : $"'{name}' is not Base64");
        }
    }

    public DeckleException Wrong(string reason) => HostToolCallErrors.BadArgument(tool, reason);
}
