using Deckle.Json;
using Deckle.Text;

namespace Deckle.Parameters;

/// <summary>The errors of finding and passing parameters.</summary>
public static class ParameterErrors
{
    public static DeckleException Unknown(IReadOnlyList<string> names, IReadOnlyList<Parameter> declared)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(declared);
        string what = names.Count == 1 ? $"the notebook declares no parameter {names[0]}" : $"the notebook declares no parameters {string.Join(", ", names)}";
        string[] known = [.. declared.Select(parameter => parameter.Name)];
        string help = names.Select(name => NearestName.Of(name, known)).FirstOrDefault(near => near is not null) is { } nearest
            ? $"did you mean {nearest}?"
            : "declare it in the cell tagged 'parameters', or leave it out";
        return new("parameter-unknown", what, help) { Facts = [("declared", Listed(known))] };
    }

    public static DeckleException Missing(IReadOnlyList<string> names, IReadOnlyList<Parameter> declared)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(declared);
        string what = names.Count == 1 ? $"the parameter {names[0]} has no default and no value was given" : $"the parameters {string.Join(", ", names)} have no default and no value was given";
        return new("parameter-missing", what, $"pass it: -p {names[0]} VALUE")
        {
            Facts = [("declared", Listed(declared.Select(parameter => parameter.TypeName == "None" ? parameter.Name : $"{parameter.Name}: {parameter.TypeName}")))],
        };
    }

    internal static DeckleException PathParameter(string name, string template, IEnumerable<string> available) =>
        new("path-parameter-missing", $"the path {template} needs the parameter {new JsonString(name)}", "pass it, or double the braces of a file's real name: {{ and }}")
        {
            Facts = [("available", Listed(available))],
            Data = { ["parameter"] = name },
        };

    internal static DeckleException PathTemplate(string template, string reason) =>
        new("path-template-invalid", $"the path {template} is no template: {reason}", "braces hold a parameter, {name} or {name:03d}; double those of a file's real name: {{ and }}");

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}
