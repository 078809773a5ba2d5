using Deckle.Json;

namespace Deckle;

/// <summary>A view of one output of a code cell.</summary>
/// <param name="Json">The output itself; keys this view does not know are kept.</param>
public sealed record Output(JsonObject Json)
{
    public OutputKind Kind => Json.GetText("output_type") switch
    {
        "stream" => OutputKind.Stream,
        "display_data" => OutputKind.DisplayData,
        "execute_result" => OutputKind.ExecuteResult,
        "error" => OutputKind.Error,
        _ => OutputKind.Unknown,
    };

    /// <summary>The stream's name, <c>stdout</c> or <c>stderr</c>; empty for other outputs.</summary>
    public string StreamName => Json.GetText("name") ?? "";

    /// <summary>The joined text of a stream; empty for other outputs.</summary>
    public string Text => Multiline.Join(Json["text"])?.Text ?? "";

    /// <summary>The representations of a display or result; empty for other outputs.</summary>
    public MimeBundle Data => new(Json.Get<JsonObject>("data") ?? JsonObject.Empty);

    public JsonObject Metadata => Json.Get<JsonObject>("metadata") ?? JsonObject.Empty;

    /// <summary>An error's type, such as <c>ValueError</c>.</summary>
    public string ErrorName => Json.GetText("ename") ?? "";

    /// <summary>An error's message.</summary>
    public string ErrorValue => Json.GetText("evalue") ?? "";

    /// <summary>An error's traceback lines, with their ANSI colours.</summary>
    public IReadOnlyList<string> Traceback =>
        [.. (Json.Get<JsonArray>("traceback") ?? JsonArray.Empty).OfType<JsonString>().Select(line => line.Text)];
}
