namespace Deckle.Stores;

/// <summary>How stores are reached.</summary>
public sealed record StoreOptions
{
    /// <summary>The variables that name credentials, regions and endpoints, as each cloud's own programs read them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public RetryOptions Retry { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Bytes of one part of a large upload; one part is in memory at a time. A multiple of 256 KiB, at least 5 MiB, as S3 and Google want it.</summary>
    public int PartSize { get; init; } = 8 * 1024 * 1024;

    /// <summary>Opens what <c>-</c> reads; null where there is no standard input.</summary>
    public Func<Stream>? StandardInput { get; init; }

    /// <summary>Opens what <c>-</c> writes; null where there is no standard output.</summary>
    public Func<Stream>? StandardOutput { get; init; }

    /// <summary>A variable; null when it is not set or empty.</summary>
    internal string? Variable(string name) => Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The first of several variables that is set.</summary>
    internal string? Variable(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Variable(name) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
