using Deckle.Json;

namespace Deckle.Tool.Compat.Argparse;

/// <summary>What a command line gives. Of an option given twice the last one counts.</summary>
internal sealed class ParsedArguments
{
    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.Ordinal);

    /// <summary>The command; null where the program has none.</summary>
    public string? Command { get; private set; }

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The value of an argument that takes one; null where it is not given.</summary>
    public string? Text(string name) => values.TryGetValue(name, out IReadOnlyList<string>? all) ? all[0] : null;

    /// <summary>The values of an argument that takes several; null where it is not given.</summary>
    public IReadOnlyList<string>? All(string name) => values.GetValueOrDefault(name);

    /// <summary>All of a program's arguments by name, with null, false or an empty list for those that are not given.</summary>
    public JsonObject ToJson(ArgumentParser parser)
    {
        ArgumentParser used = Command is null ? parser : parser.Commands.First(command => command.Name == Command).Parser;
        IEnumerable<JsonMember> members = used.Arguments.Where(argument => argument.Name != "help").Select(argument => new JsonMember(argument.Name, argument.Count switch
        {
            ArgumentCount.Flag => (JsonValue)Has(argument.Name),
            ArgumentCount.One => Text(argument.Name) is { } text ? text : JsonNull.Value,
            _ => All(argument.Name) is { } all ? JsonArray.From(all.Select(item => new JsonString(item))) : JsonNull.Value,
        }));
        return JsonObject.From(members);
    }

    internal void Set(string name, IReadOnlyList<string> given) => values[name] = given;

    internal void Set(string command, ParsedArguments given)
    {
        Command = command;
        foreach ((string name, IReadOnlyList<string> all) in given.values)
        {
            values[name] = all;
        }
    }
}
