namespace Deckle.Tool.HostTools.Policy;

/// <summary>What a policy says of a tool.</summary>
internal enum ToolVerdict
{
    Deny,
    Allow,

    /// <summary>Ask the user; where nobody can be asked, deny.</summary>
    Ask,
}
