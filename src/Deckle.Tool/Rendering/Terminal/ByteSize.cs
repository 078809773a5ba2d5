using System.Globalization;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>Sizes as people read them: <c>812 B</c>, <c>1.2 kB</c>, <c>23 kB</c>, <c>3.9 MB</c>.</summary>
internal static class ByteSize
{
    public static string Of(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 9_950 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.0} kB"),
        < 999_500 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB"),
    };
}
