using System.Security.Cryptography;
using System.Text;

namespace Deckle.Resuming;

/// <summary>What a run leaves behind about a cell that ran, so that a later run sees whether the cell is still the same.</summary>
public static class CellTrace
{
    /// <summary>16 hexadecimal digits of the SHA-256 of the source.</summary>
    public static string Of(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cell.Source)).AsSpan(0, 8));
    }
}
