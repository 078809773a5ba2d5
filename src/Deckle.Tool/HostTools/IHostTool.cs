using Deckle.Json;

namespace Deckle.Tool.HostTools;

/// <summary>A tool that this program does itself.</summary>
internal interface IHostTool
{
    string Name { get; }

    string Description { get; }

    /// <summary>The JSON Schema of its arguments.</summary>
    JsonObject Parameters { get; }

    /// <summary>Looks whether the policy's roots, lists and limits allow a call; nothing is done yet.</summary>
    /// <exception cref="DeckleException">They do not, or the arguments are wrong.</exception>
    HostToolPlan Plan(HostToolArguments arguments);
}
