using System.Globalization;
using Deckle.Json;

namespace Deckle.Tool.Mcp;

/// <summary>Arguments by name, after they were checked.</summary>
internal static class ArgumentReading
{
    // Eleven days; .NET's timers go to 49.
    private const double MostSeconds = 1_000_000;

    public static string? Text(this McpCall call, string name) => call.Arguments.GetText(name) is { Length: > 0 } text ? text : null;

    public static int Integer(this McpCall call, string name, int missing) =>
        call.Arguments.Get<JsonNumber>(name) is { } number ? (int)Math.Clamp(number.ToDouble(), int.MinValue, int.MaxValue) : missing;

    public static bool Flag(this McpCall call, string name) => call.Arguments[name] is JsonBoolean { Value: true };

    /// <exception cref="DeckleException"><c>argument-invalid</c>: more than any clock here takes, where the schema does not say so.</exception>
    public static TimeSpan Seconds(this McpCall call, string name, double missing) => (call.Arguments.Get<JsonNumber>(name)?.ToDouble() ?? missing) switch
    {
        >= 0 and <= MostSeconds and var seconds => TimeSpan.FromSeconds(seconds),
        var other => throw McpErrors.Argument(string.Create(CultureInfo.InvariantCulture, $"'{name}' is {other}"), string.Create(CultureInfo.InvariantCulture, $"give 0 to {MostSeconds}")),
    };

    public static IReadOnlyList<string> Texts(this McpCall call, string name) =>
        [.. (call.Arguments.Get<JsonArray>(name) ?? JsonArray.Empty).OfType<JsonString>().Select(text => text.Text)];

    /// <summary>The absolute path that an argument names.</summary>
    /// <exception cref="DeckleException"><c>path-outside-root</c>, <c>path-not-local</c>.</exception>
    public static string PathOf(this McpCall call, string name) => call.Services.Files.Resolve(call.Arguments.GetText(name) ?? "");

    /// <summary>The notebook that an argument names.</summary>
    /// <exception cref="DeckleException">What reading one says; its path as the client gave it.</exception>
    public static Notebook NotebookOf(this McpCall call, string name)
    {
        string path = call.PathOf(name);
        try
        {
            return ScriptInput.Decode(path, NotebookInput.Read(path));
        }
        catch (DeckleException e) when (e.Message.Contains(path, StringComparison.Ordinal))
        {
            // Where the folder is, is not the client's business.
            throw new DeckleException(e.Code, e.Message.Replace(path, call.Services.Files.Relative(path), StringComparison.Ordinal), e.Help, e) { Facts = e.Facts, Kind = e.Kind };
        }
    }
}
