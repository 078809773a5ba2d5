using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>The first line of XML. The original reads any version 1.x, and every encoding that Python has; .NET is narrower in both.</summary>
internal static partial class XmlDeclaration
{
    private const int MaxLength = 256;

    /// <summary>Makes version 1.x in a file 1.0, and says whether its encoding is one that .NET does not know: it is read as Latin-1 then, in which the marks of XML are the same.</summary>
    public static void Read(Span<byte> content, out bool isUnknownEncoding)
    {
        Match match = Declaration().Match(Encoding.Latin1.GetString(content[..Math.Min(content.Length, MaxLength)]));
        isUnknownEncoding = match.Groups["encoding"] is { Success: true, Value: var name } && !IsKnown(name);
        if (match.Groups["minor"] is { Success: true, Index: var at })
        {
            content[at] = (byte)'0';
        }
    }

    private static bool IsKnown(string name)
    {
        try
        {
            return Encoding.GetEncoding(name) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex("""^<\?xml\s+version\s*=\s*["']1\.(?<minor>[0-9])["'](?:\s+encoding\s*=\s*["'](?<encoding>[A-Za-z][A-Za-z0-9._-]*)["'])?""")]
    private static partial Regex Declaration();
}
