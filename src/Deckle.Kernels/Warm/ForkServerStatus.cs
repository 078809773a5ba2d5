using Deckle.Json;

namespace Deckle.Kernels.Warm;

/// <summary>What a fork server says of itself.</summary>
public sealed record ForkServerStatus
{
    /// <summary>The name of its files.</summary>
    public required string Key { get; init; }

    public required int Pid { get; init; }

    /// <summary>Its interpreter.</summary>
    public required string Python { get; init; }

    /// <summary>The modules it was told to import besides ipykernel.</summary>
    public required IReadOnlyList<string> Preload { get; init; }

    /// <summary>The process ids of its kernels that run.</summary>
    public required IReadOnlyList<int> Kernels { get; init; }

    /// <summary>Its resident memory in bytes, without that of its kernels.</summary>
    public required long Memory { get; init; }

    /// <summary>How long it has had nothing to do.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>How long it may have nothing to do before it ends.</summary>
    public required TimeSpan IdleLimit { get; init; }

    public required TimeSpan Uptime { get; init; }

    /// <summary>The kernels it has made.</summary>
    public required long Forks { get; init; }

    internal static ForkServerStatus Parse(JsonObject answer) => new()
    {
        Key = answer.GetText("key") ?? "",
        Pid = (int)Whole(answer["pid"]),
        Python = answer.GetText("python") ?? "",
        Preload = [.. (answer.Get<JsonArray>("preload") ?? JsonArray.Empty).OfType<JsonString>().Select(name => name.Text)],
        Kernels = [.. (answer.Get<JsonArray>("kernels") ?? JsonArray.Empty).OfType<JsonObject>().Select(kernel => (int)Whole(kernel["pid"]))],
        Memory = Whole(answer["memory_bytes"]),
        Idle = Seconds(answer["idle_seconds"]),
        IdleLimit = Seconds(answer["idle_limit_seconds"]),
        Uptime = Seconds(answer["uptime_seconds"]),
        Forks = Whole(answer["forks"]),
    };

    private static long Whole(JsonValue? value) => value is JsonNumber number && number.TryGetInt64(out long whole) ? whole : 0;

    private static TimeSpan Seconds(JsonValue? value) => TimeSpan.FromSeconds(value is JsonNumber number ? number.ToDouble() : 0);
}
