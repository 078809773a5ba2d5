using Deckle.Json;

namespace Deckle.Kernels.Hub;

/// <summary>A step of a server's start, as its spawner tells it.</summary>
/// <param name="Percent">0 to 100; spawners guess.</param>
/// <param name="Message">One line for people.</param>
public sealed record SpawnProgress(int Percent, string Message)
{
    private const int LongestMessage = 300;

    /// <summary>Whether the server can be used now.</summary>
    public bool IsReady { get; init; }

    /// <summary>Whether the start failed; the message says why.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Where a server is that is ready.</summary>
    public string? Url { get; init; }

    /// <summary>Reads <c>{"progress": 50, "message": "Spawning server..."}</c>. What is HTML there is not for us.</summary>
    internal static SpawnProgress? Parse(JsonValue? json)
    {
        if (json is not JsonObject step)
        {
            return null;
        }

        // Spawners are programs of anybody: what they say may be long, and end in control characters of a terminal.
        string line = (step.GetText("message") ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        line = string.Concat(line.Where(letter => !char.IsControl(letter)));
        return new SpawnProgress(
            step.Get<JsonNumber>("progress")?.TryGetInt64(out long percent) == true ? (int)Math.Clamp(percent, 0, 100) : 0,
            line.Length > LongestMessage ? $"{line[..LongestMessage]}…" : line)
        {
            IsReady = step["ready"] is JsonBoolean { Value: true },
            HasFailed = step["failed"] is JsonBoolean { Value: true },
            Url = step.GetText("url"),
        };
    }
}
