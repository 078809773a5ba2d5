using YamlDotNet.Core;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>YAML that cannot be loaded, and where.</summary>
internal sealed class YamlTrouble(string message, Mark at) : Exception(message)
{
    public Mark At { get; } = at;
}
