using Deckle.Json;
using Deckle.Tool.Mcp.Checking;
using Deckle.Tool.Mcp.Redaction;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>Calls tools: checks the arguments, makes errors into answers, and lets no secret out.</summary>
/// <param name="log">Takes what the user of the server should see of our defects; never what clients see.</param>
internal sealed class ToolRunner(IReadOnlyList<McpTool> tools, McpServices services, Action<string> log)
{
    // What the text beside a structured answer may hold. Tools bound their texts well below; this one is the last.
    private const int MostText = 1 << 20;

    private readonly EdgeRedactor redactor = services.Redactor;
    private readonly Dictionary<string, McpTool> byName = tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);

    public IReadOnlyList<McpTool> Tools => tools;

    public EdgeRedactor Redactor => redactor;

    public McpServices Services => services;

    public bool Has(string name) => byName.ContainsKey(name);

    public async Task<ToolOutcome> CallAsync(string name, JsonObject arguments, Action<double, double?, string>? progress, CancellationToken cancellationToken)
    {
        McpTool tool = byName[name];
        try
        {
            ArgumentCheck.Check(tool, arguments);
            var call = new McpCall(arguments, services);
            McpAnswer answer = await tool.Answer(progress is null ? call : call with { Progress = progress }, cancellationToken).ConfigureAwait(false);
            JsonObject structured = redactor.Redact(answer.Structured);
            return new ToolOutcome(structured, Bounded(answer.Text is null ? structured.ToString() : redactor.Redact(answer.Text)), [.. answer.Blocks.Select(redactor.Redact)], IsError: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (DeckleException e)
        {
            DeckleException told = ClientHelp.Of(e);
            return Failed(ErrorRenderer.Json(told), ErrorRenderer.Text(told));
        }
        catch (Exception e)
        {
            // Its text may hold paths and values; the user reads it on stderr.
            Report(name, e);
            JsonObject error = JsonObject.Of(
                ("code", McpErrors.Internal),
                ("message", $"{name} failed by a defect of Deckle ({e.GetType().Name})"),
                ("facts", JsonObject.Empty),
                ("help", "the server's log tells where; another call may work"));
            return Failed(error, $"error[{McpErrors.Internal}]: {error.GetText("message")}\nhelp: {error.GetText("help")}");
        }
    }

    /// <summary>Tells the user of the server of a defect.</summary>
    public void Report(string name, Exception defect) => log($"deckle mcp: {name} failed by a defect of Deckle: {redactor.Redact(defect.ToString())}");

    private ToolOutcome Failed(JsonObject error, string text) => new(redactor.Redact(JsonObject.Of(("error", error))), redactor.Redact(text), [], IsError: true);

    private static string Bounded(string text) =>
        text.Length <= MostText ? text : $"{text[..MostText]}\n… {text.Length - MostText} characters are left out; the structured answer has all";
}
