using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>
/// New ids for cells. By default they come from the cell's type, source and place, so that upgrading or repairing the same file
/// twice gives the same bytes: in version control the second time is no change, and two branches that upgrade agree. Outputs are
/// left out, because a run must not decide a cell's name.
/// </summary>
/// <param name="generate">Makes ids instead, such as random ones; null for ids from content.</param>
/// <param name="taken">Ids that other cells have.</param>
internal sealed class CellIds(Func<string>? generate, IEnumerable<string> taken)
{
    // A generator that only ever repeats itself must not hang us.
    private const int Attempts = 64;

    private readonly HashSet<string> used = new(taken, StringComparer.Ordinal);

    /// <summary>A new id for a cell of nbformat 4.</summary>
    /// <param name="index">The cell's place in its notebook.</param>
    public string For(JsonObject cell, int index)
    {
        for (int attempt = 0; generate is not null && attempt < Attempts; attempt++)
        {
            string made = generate();
            if (used.Add(made))
            {
                return made;
            }
        }

        for (int candidate = 0; ; candidate++)
        {
            string id = FromContent(cell, index, candidate);
            if (used.Add(id))
            {
                return id;
            }
        }
    }

    // Eight hexadecimal digits, the form of nbformat's own ids.
    private static string FromContent(JsonObject cell, int index, int candidate)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(cell.GetText("cell_type") ?? ""));
        Span<byte> place = stackalloc byte[9];
        BinaryPrimitives.WriteInt32LittleEndian(place[1..], index);
        BinaryPrimitives.WriteInt32LittleEndian(place[5..], candidate);
        hash.AppendData(place);
        hash.AppendData((Multiline.Join(cell["source"]) ?? JsonString.Empty).Utf8.Span);
        return BinaryPrimitives.ReadUInt32BigEndian(hash.GetHashAndReset()).ToString("x8", CultureInfo.InvariantCulture);
    }
}
