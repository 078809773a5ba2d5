using Deckle.Stores.Tokens;

namespace Deckle.Stores.Azure;

/// <summary>One of the three things that Azure Storage believes; all null for anonymous requests.</summary>
/// <param name="Source">Where it was found, for errors.</param>
internal sealed record AzureCredential(string Source)
{
    /// <summary>The account's key, decoded.</summary>
    public byte[]? Key { get; init; }

    /// <summary>A shared access signature, without the question mark.</summary>
    public string? Signature { get; init; }

    public AccessToken? Token { get; init; }
}
