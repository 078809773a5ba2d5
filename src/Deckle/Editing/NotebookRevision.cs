using System.Security.Cryptography;

namespace Deckle.Editing;

/// <summary>The revision of a notebook's file: another one exactly when a byte is another.</summary>
public static class NotebookRevision
{
    /// <summary>16 hexadecimal digits of the SHA-256 of the file.</summary>
    public static string Of(ReadOnlySpan<byte> file)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(file, hash);
        return Convert.ToHexStringLower(hash[..8]);
    }
}
