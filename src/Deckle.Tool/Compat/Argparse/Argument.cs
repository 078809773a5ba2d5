namespace Deckle.Tool.Compat.Argparse;

/// <summary>An argument as argparse, the library of these programs' command lines, knows them.</summary>
/// <param name="Name">The name of its value.</param>
/// <param name="Options">How it is written, the first one in the usage line; empty for a positional argument.</param>
internal sealed record Argument(string Name, params string[] Options)
{
    public ArgumentCount Count { get; init; } = ArgumentCount.Flag;

    /// <summary>What stands for its value in texts; by default its choices or its name in capitals.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The only values it takes; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Of the arguments of a group only one may be given; null for no group.</summary>
    public string? Group { get; init; }

    public string Help { get; init; } = "";

    public bool IsPositional => Options.Length == 0;

    /// <summary>How errors call it.</summary>
    public string Title => IsPositional ? Placeholder ?? Name : string.Join('/', Options);

    /// <summary>Its values as the usage line shows them, such as <c>SIZE</c> or <c>[PATH ...]</c>; empty for a flag.</summary>
    public string Values
    {
        get
        {
            string one = Placeholder ?? (Choices.Count > 0 ? $"{{{string.Join(',', Choices)}}}" : IsPositional ? Name : Name.ToUpperInvariant());
            return Count switch
            {
                ArgumentCount.Flag => "",
                ArgumentCount.Spread => Placeholder ?? Name,
                ArgumentCount.Any => $"[{one} ...]",
                ArgumentCount.AtLeastOne => $"{one} [{one} ...]",
                ArgumentCount.Command => $"{one} ...",
                _ => one,
            };
        }
    }
}
