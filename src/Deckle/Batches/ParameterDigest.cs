using System.Buffers.Binary;
using System.Security.Cryptography;
using Deckle.Json;

namespace Deckle.Batches;

/// <summary>A number that stands for a set of parameters, or any value: equal for equal ones, whatever the order of names.</summary>
public static class ParameterDigest
{
    private static readonly JsonWriterOptions Canonical = new() { SortKeys = true };

    /// <summary>The first 128 bits of the SHA-256 of the canonical JSON: the same on every machine and in every version.</summary>
    public static UInt128 Of(JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(JsonWriter.ToUtf8(value, Canonical)));
    }

    /// <summary>All of it, as hexadecimal digits.</summary>
    public static string Hex(JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Convert.ToHexStringLower(SHA256.HashData(JsonWriter.ToUtf8(value, Canonical)));
    }
}
