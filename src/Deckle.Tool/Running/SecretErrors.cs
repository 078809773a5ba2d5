namespace Deckle.Tool.Running;

/// <summary>The errors of giving secrets. None of them repeats what could be a value.</summary>
internal static class SecretErrors
{
    private const string Help = "write --secret NAME=env:VARIABLE or --secret NAME=file:PATH";

    public static DeckleException NotGiven(string name, string why) => new("secret-not-given", $"the secret {name} has no value: {why}", "set it, or leave the secret out");

    public static DeckleException NoSource(string? name) =>
        new("usage", name is null ? "--secret takes a name and where its value is" : $"--secret {name}: it does not say where the value is; the value itself would be seen by everyone", Help);

    public static DeckleException Twice(string name) => new("usage", $"--secret {name} is given twice", "give it once");

    public static DeckleException AlsoParameter(string name) =>
        new("usage", $"{name} is given as a secret and as a parameter, which everyone can read", "leave the parameter out");
}
