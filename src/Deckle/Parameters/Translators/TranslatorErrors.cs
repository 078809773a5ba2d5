using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>The errors of writing parameters as source.</summary>
internal static class TranslatorErrors
{
    public static DeckleException BadName(string name, string language, string rule) =>
        new("parameter-bad-name", $"{new JsonString(name)} cannot be a variable in {language}: a name is {rule}", "rename the parameter");

    public static DeckleException Keyword(string name, string language) =>
        new("parameter-bad-name", $"{new JsonString(name)} cannot be a variable in {language}: the language keeps that word for itself", "rename the parameter");

    public static DeckleException SameVariable(string first, string second, string language) =>
        new("parameter-bad-name", $"the parameters {new JsonString(first)} and {new JsonString(second)} are the same variable in {language}", "give one of them");

    public static DeckleException NotRepresentable(string language, string what, string help) =>
        new("parameter-not-representable", $"{language} has no {what}", help);

    public static bool IsNotRepresentable(DeckleException error) => error.Code == "parameter-not-representable";

    public static DeckleException OfParameter(string name, DeckleException cause) =>
        new(cause.Code, $"the parameter {name} cannot be passed: {cause.Message}", cause.Help, cause);

    public static DeckleException Unsupported(string? kernel, string? language, string supported)
    {
        string what = (language, kernel) switch
        {
            (null, null) => "the notebook names neither its language nor its kernel, so parameters cannot be written for it",
            (null, _) => $"no parameters can be written for the kernel {kernel}",
            _ => $"no parameters can be written in the language {language}" + (kernel is null ? "" : $" (kernel {kernel})"),
        };

        return new("parameter-language-unsupported", what, "name a supported language with --language, or read the values from the environment")
        {
            Facts = [("supported", supported)],
            Data = { ["kernel"] = kernel, ["language"] = language },
        };
    }
}
