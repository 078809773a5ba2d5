using System.Text;
using Deckle.Json;
using Deckle.Kernels;
using Deckle.Secrets;

namespace Deckle.Tool.Running;

/// <summary>Asks a Python kernel for the secrets it was given, so that they need not be given again to be redacted.</summary>
internal static class HeldSecrets
{
    /// <returns>Null when one of them cannot be had: another language, or the notebook changed the variable.</returns>
    public static async Task<IReadOnlyList<Secret>?> ReadAsync(KernelClient kernel, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        // In hexadecimal digits, which are the same in any repr; only a string has that method.
        JsonObject values = kernel.LanguageInfo.GetText("name") == "python"
            ? await kernel.EvaluateAsync(names.ToDictionary(name => name, name => $"{name}.encode('utf-8', 'surrogatepass').hex()"), cancellationToken)
            : JsonObject.Empty;
        Secret[] secrets = [.. names.Select(name => Value(values, name) is { Length: > 0 } value ? new Secret(name, value) : null).OfType<Secret>()];
        return secrets.Length == names.Count ? secrets : null;
    }

    private static string? Value(JsonObject values, string name)
    {
        string? digits = values.Get<JsonObject>(name)?.Get<JsonObject>("data")?.GetText("text/plain");
        try
        {
            return digits is null ? null : Encoding.UTF8.GetString(Convert.FromHexString(digits.Trim('\'')));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
