namespace Deckle.Tool.Tests;

internal sealed record ProcessOptions
{
    public static ProcessOptions Default { get; } = new();

    public string Stdin { get; init; } = "";

    /// <summary>Where the program starts; by default the folder for temporary files, so that nothing depends on the repository.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>On top of the test's own; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>When a program is given up and killed, with all it started.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
