using Deckle.Json;

namespace Deckle.Kernels.Hub;

/// <summary>Whom a token belongs to, and what it may.</summary>
/// <param name="Name">Of the user or service.</param>
/// <param name="IsUser">Whether it is a user, who has servers; a service has none.</param>
/// <param name="Scopes">As the hub spells them out: <c>servers!user=ana</c>.</param>
public sealed record HubIdentity(string Name, bool IsUser, IReadOnlyList<string> Scopes)
{
    /// <summary>
    /// Whether it may do something at all. For whom a scope holds is not looked at: it may be for a group, whose members only the hub knows.
    /// </summary>
    /// <param name="scopes">One of them is enough.</param>
    public bool May(params ReadOnlySpan<string> scopes)
    {
        foreach (string scope in scopes)
        {
            if (Scopes.Any(held => held.Split('!')[0] == scope))
            {
                return true;
            }
        }

        return false;
    }

    internal static HubIdentity? Parse(JsonValue? json) => json is JsonObject model && model.GetText("name") is { } name
        ? new HubIdentity(name, model.GetText("kind") != "service", [.. (model.Get<JsonArray>("scopes") ?? JsonArray.Empty).OfType<JsonString>().Select(scope => scope.Text)])
        : null;
}
