using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tool.Scraps;

/// <summary>Reads the tables that scraps hold in Base64: Parquet, Arrow files and Arrow streams, told apart by their first bytes.</summary>
internal static class FrameReader
{
    /// <summary>The bytes of the table.</summary>
    /// <exception cref="DeckleException"><c>scrap-table-broken</c>.</exception>
    public static byte[] Bytes(Scrap scrap)
    {
        try
        {
            return Convert.FromBase64String(((JsonString)scrap.Data!).Text);
        }
        catch (FormatException)
        {
            throw ScrapErrors.TableBroken(scrap.Name, "its data are not Base64");
        }
    }

    /// <summary>What kind of file the bytes are: <c>.parquet</c> or <c>.arrow</c>.</summary>
    public static string Extension(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PAR1"u8) ? ".parquet" : ".arrow";

    /// <param name="maxRows">How many rows are wanted; all are counted.</param>
    /// <exception cref="DeckleException"><c>scrap-table-broken</c>: it is cut off, or of no known kind.</exception>
    public static Frame Read(Scrap scrap, byte[] bytes, int maxRows)
    {
        try
        {
            return Extension(bytes) == ".parquet" ? ParquetFrame.ReadAsync(bytes, maxRows).GetAwaiter().GetResult()
                : IsArrow(bytes) ? ArrowFrame.Read(bytes, maxRows)
                : throw ScrapErrors.TableBroken(scrap.Name, "its data are neither Parquet nor Arrow");
        }
        catch (Exception e) when (e is not (DeckleException or OutOfMemoryException))
        {
            // The readers meet broken files with exceptions of all kinds, a division by zero among them.
            throw ScrapErrors.TableBroken(scrap.Name, $"it is cut off, damaged, or of a kind that is not known here ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
    }

    // A file says so; a stream begins with the mark of a message.
    private static bool IsArrow(ReadOnlySpan<byte> bytes) => bytes.StartsWith("ARROW1"u8) || bytes is [0xFF, 0xFF, 0xFF, 0xFF, ..];
}
