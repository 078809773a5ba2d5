using Deckle.Json;
using Deckle.Text;

namespace Deckle.Tool.Mcp.Checking;

/// <summary>
/// Whether arguments are what a tool's schema says, in the words of JSON Schema that the schemas here use. What is wrong names the argument,
/// what was given and what is allowed: a model mends its call by nothing else.
/// </summary>
internal static class ArgumentCheck
{
    private const int LongestShown = 60;

    /// <exception cref="DeckleException"><c>argument-invalid</c>.</exception>
    public static void Check(McpTool tool, JsonObject arguments)
    {
        if (Problem(tool.Input, arguments, "") is { } problem)
        {
            string allowed = Names(tool.Input);
            throw McpErrors.Argument(
                $"{tool.Name}: {problem.What}",
                problem.Help,
                [.. problem.Meant is null ? [] : ((string, string)[])[("did you mean", problem.Meant)], ("arguments", allowed.Length > 0 ? allowed : "none")]);
        }
    }

    /// <summary>The first thing that is wrong, or null.</summary>
    /// <param name="path">Such as <c>edits[0].cell_id</c>; empty for the arguments themselves.</param>
    public static ArgumentProblem? Problem(JsonObject schema, JsonValue value, string path) =>
        OfType(schema, value, path) ?? OfChoice(schema, value, path) ?? OfAlternatives(schema, value, path) ?? value switch
        {
            JsonNumber number => OfNumber(schema, number, path),
            JsonString text => OfText(schema, text, path),
            JsonArray items => OfItems(schema, items, path),
            JsonObject members => OfMembers(schema, members, path),
            _ => null,
        };

    private static ArgumentProblem? OfType(JsonObject schema, JsonValue value, string path)
    {
        string[] types = schema["type"] switch
        {
            JsonString one => [one.Text],
            JsonArray several => [.. several.OfType<JsonString>().Select(each => each.Text)],
            _ => [],
        };
        return types.Length == 0 || types.Any(type => IsOf(type, value))
            ? null
            : new ArgumentProblem($"{Named(path)} is {Shown(value)}, not {string.Join(" or ", types.Select(Article))}", $"give {string.Join(" or ", types.Select(Article))}");
    }

    private static ArgumentProblem? OfChoice(JsonObject schema, JsonValue value, string path)
    {
        JsonValue[] allowed = schema["const"] is { } only ? [only] : [.. schema.Get<JsonArray>("enum") ?? JsonArray.Empty];
        if (allowed.Length == 0 || allowed.Contains(value))
        {
            return null;
        }

        string list = string.Join(", ", allowed.Select(each => each is JsonString text ? text.Text : each.ToString()));
        string? meant = value is JsonString given ? NearestName.Of(given.Text, allowed.OfType<JsonString>().Select(text => text.Text)) : null;
        return new ArgumentProblem($"{Named(path)} is {Shown(value)}, which is not among: {list}", $"give one of: {list}", meant);
    }

    // Of several shapes the one that is named by its constant member is meant; without such a member the first.
    private static ArgumentProblem? OfAlternatives(JsonObject schema, JsonValue value, string path)
    {
        JsonObject[] shapes = [.. (schema.Get<JsonArray>("anyOf") ?? schema.Get<JsonArray>("oneOf") ?? JsonArray.Empty).OfType<JsonObject>()];
        ArgumentProblem?[] problems = [.. shapes.Select(shape => Problem(shape, value, path))];
        if (problems.Length == 0 || problems.Contains(null))
        {
            return null;
        }

        if (value is not JsonObject members || NameOfShapes(shapes) is not { } name)
        {
            return problems[0];
        }

        JsonArray names = JsonArray.From(shapes.Select(shape => Constant(shape, name)!));
        string place = path.Length == 0 ? name : $"{path}.{name}";
        return members[name] is not { } given
            ? new ArgumentProblem($"'{place}' is missing", $"give one of: {string.Join(", ", names.Select(each => each is JsonString text ? text.Text : each.ToString()))}")
            : OfChoice(JsonObject.Of(("enum", names)), given, place) ?? problems[Array.FindIndex(shapes, shape => Constant(shape, name) == given)];
    }

    private static string? NameOfShapes(JsonObject[] shapes) =>
        (shapes[0].Get<JsonObject>("properties") ?? JsonObject.Empty).Keys.FirstOrDefault(key => shapes.All(shape => Constant(shape, key) is not null));

    private static JsonValue? Constant(JsonObject shape, string key) => shape.Get<JsonObject>("properties")?.Get<JsonObject>(key)?["const"];

    private static ArgumentProblem? OfNumber(JsonObject schema, JsonNumber number, string path) =>
        schema["minimum"] is JsonNumber least && number.ToDouble() < least.ToDouble()
            ? new ArgumentProblem($"{Named(path)} is {number}, below {least}", $"give {least} or more")
        : schema["maximum"] is JsonNumber most && number.ToDouble() > most.ToDouble()
            ? new ArgumentProblem($"{Named(path)} is {number}, above {most}", $"give {most} or less")
        : null;

    private static ArgumentProblem? OfText(JsonObject schema, JsonString text, string path) =>
        schema["minLength"] is JsonNumber least && text.Text.Length < least.ToDouble() ? new ArgumentProblem($"{Named(path)} is empty", "give a text") : null;

    private static ArgumentProblem? OfItems(JsonObject schema, JsonArray items, string path) =>
        schema["minItems"] is JsonNumber least && items.Count < least.ToDouble()
            ? new ArgumentProblem($"{Named(path)} has {items.Count} items", $"give {least} or more")
        : schema.Get<JsonObject>("items") is not { } each ? null
        : items.Select((item, index) => Problem(each, item, $"{path}[{index}]")).FirstOrDefault(problem => problem is not null);

    private static ArgumentProblem? OfMembers(JsonObject schema, JsonObject members, string path)
    {
        JsonObject known = schema.Get<JsonObject>("properties") ?? JsonObject.Empty;
        string[] missing = [.. (schema.Get<JsonArray>("required") ?? JsonArray.Empty).OfType<JsonString>().Select(name => name.Text).Where(name => !members.Has(name))];
        foreach (JsonMember member in members)
        {
            string inside = path.Length == 0 ? member.Key : $"{path}.{member.Key}";
            JsonObject? rule = known.Get<JsonObject>(member.Key) ?? schema.Get<JsonObject>("additionalProperties");
            if (rule is null && schema["additionalProperties"] is JsonBoolean { Value: false })
            {
                // A missing one is the likeliest to be meant.
                string? meant = NearestName.Of(member.Key, missing) ?? NearestName.Of(member.Key, known.Keys);
                return new ArgumentProblem($"there is no argument '{inside}'", meant is null ? "leave it out" : $"write it as '{meant}'", meant);
            }

            if (rule is not null && Problem(rule, member.Value, inside) is { } problem)
            {
                return problem;
            }
        }

        return missing.Length == 0 ? null
            : new ArgumentProblem($"{(path.Length == 0 ? "the argument" : $"{path}:")} '{missing[0]}' is missing", About(known.Get<JsonObject>(missing[0]), missing[0]));
    }

    private static string About(JsonObject? rule, string name) =>
        rule?.GetText("description") is { } description ? $"give {name}: {description.Split(". ")[0].TrimEnd('.')}" : $"give {name}";

    private static bool IsOf(string type, JsonValue value) => type switch
    {
        "string" => value is JsonString,
        "boolean" => value is JsonBoolean,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "null" => value is JsonNull,
        "integer" => value is JsonNumber number && double.IsInteger(number.ToDouble()),
        "number" => value is JsonNumber,
        _ => false,
    };

    private static string Names(JsonObject schema) => string.Join(", ", (schema.Get<JsonObject>("properties") ?? JsonObject.Empty).Keys);

    private static string Named(string path) => path.Length == 0 ? "the value" : $"'{path}'";

    private static string Shown(JsonValue value)
    {
        string text = value switch
        {
            JsonObject => "an object",
            JsonArray => "a list",
            _ => value.ToString(),
        };
        return text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
    }

    private static string Article(string type) => type switch
    {
        "integer" => "an integer",
        "object" => "an object",
        "array" => "a list",
        "null" => "null",
        _ => $"a {type}",
    };
}
