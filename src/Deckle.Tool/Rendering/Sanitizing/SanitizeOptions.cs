namespace Deckle.Tool.Rendering.Sanitizing;

/// <summary>What a piece of HTML may refer to.</summary>
internal sealed record SanitizeOptions
{
    public static SanitizeOptions Default { get; } = new();

    /// <summary>The selector that confines the piece's own styles, such as <c>#output-7</c>. Null leaves style elements out.</summary>
    public string? Scope { get; init; }

    /// <summary>The data URI to show for an image's address; null where there is none. Data URIs of images are kept as they are.</summary>
    public Func<string, string?> Image { get; init; } = _ => null;

    /// <summary>Rewrites escaped text before it is written, told whether it is code; what it returns is HTML and trusted.</summary>
    public Func<string, bool, string>? Text { get; init; }

    /// <summary>Rewrites the value of an attribute.</summary>
    public Func<string, string>? Value { get; init; }
}
