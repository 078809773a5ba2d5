using System.Globalization;
using System.Text;

namespace Deckle.Tool.HostTools.Web;

/// <summary>Encodings by the names that web servers give them.</summary>
internal static class Charsets
{
    /// <returns>Null for a name that is not known, and for encodings that are not safe to read, such as UTF-7.</returns>
    public static Encoding? Find(string name) =>
        string.Equals(name, "utf8", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8
        : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? BuiltIn(name) ?? ByNumber(name);

    private static Encoding? BuiltIn(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // cp1252, as Python and databases say.
    private static Encoding? ByNumber(string name) =>
        name.StartsWith("cp", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? CodePagesEncodingProvider.Instance.GetEncoding(number)
            : null;
}
