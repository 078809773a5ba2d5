using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Batches;

/// <summary>
/// A set of parameters as the name of a folder: <c>alpha=0.1,n=3</c>. Two sets never share one: what a folder's name cannot say faithfully
/// is shortened or replaced by <c>-</c>, and the name ends in <c>~</c> and a digest.
/// </summary>
public static class ParameterSlug
{
    /// <summary>The name of the empty set.</summary>
    public const string Default = "default";

    private const int MaxLength = 120;

    /// <param name="ignoresCase">Whether the place takes <c>A</c> and <c>a</c> for one name, as macOS does.</param>
    public static string Of(JsonObject parameters, bool ignoresCase = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count == 0)
        {
            return Default;
        }

        var name = new StringBuilder();
        bool isFaithful = true;
        foreach (JsonMember member in parameters)
        {
            name.Append(name.Length == 0 ? "" : ",");
            isFaithful &= Append(name, member.Key, ignoresCase);
            name.Append('=');
            isFaithful &= AppendValue(name, member.Value, ignoresCase);
        }

        if (isFaithful && name.Length <= MaxLength)
        {
            return name.ToString();
        }

        string digest = (ParameterDigest.Of(parameters) >> 64).ToString("x16", CultureInfo.InvariantCulture);
        return $"{name.ToString(0, Math.Min(name.Length, MaxLength)).TrimEnd('-')}~{digest}";
    }

    private static bool AppendValue(StringBuilder name, JsonValue value, bool ignoresCase)
    {
        switch (value)
        {
            case JsonNumber number:
                return Append(name, number.Canonical, ignoresCase: false);
            case JsonBoolean boolean:
                return Append(name, boolean.Value ? "True" : "False", ignoresCase: false);
            case JsonNull:
                return Append(name, "None", ignoresCase: false);
            case JsonString text:
                // The text "1" would have the name of the number.
                return Append(name, text.Text, ignoresCase) && text.Text.Length > 0 && ParameterValue.Infer(text.Text) is JsonString
                    && !(ignoresCase && text.Text is "true" or "false" or "none");
            default:
                Append(name, value.ToString(), ignoresCase);
                return false;
        }
    }

    private static bool Append(StringBuilder name, string text, bool ignoresCase)
    {
        bool isFaithful = true;
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxLength + 1)))
        {
            bool isPlain = char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-';
            isFaithful &= isPlain && !(ignoresCase && char.IsAsciiLetterUpper(c));
            if (isPlain)
            {
                name.Append(c);
            }
            else if (name.Length > 0 && name[^1] is not ('-' or '='))
            {
                name.Append('-');
            }
        }

        return isFaithful;
    }
}
