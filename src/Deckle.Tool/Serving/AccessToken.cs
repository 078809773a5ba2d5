using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Deckle.Tool.Serving;

/// <summary>
/// What a client of a server of ours must know: 32 random bytes, new with each start where none was agreed on. It reaches a browser in the fragment of the first
/// address, which browsers send nowhere, and stays there as a cookie that scripts cannot read.
/// </summary>
internal sealed class AccessToken
{
    private readonly byte[] utf8;

    private AccessToken(string text)
    {
        Text = text;
        utf8 = Encoding.UTF8.GetBytes(text);
    }

    public string Text { get; }

    /// <summary>A token that was agreed on before.</summary>
    public static AccessToken Of(string text) => new(text);

    public static AccessToken Create() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Whether a text is this token. How long that takes does not tell how much of it is right.</summary>
    public bool Is(string? text) => text is not null && CryptographicOperations.FixedTimeEquals(utf8, Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the header <c>Authorization</c> brings it, with Jupyter's word <c>token</c> or with <c>Bearer</c>.</summary>
    public bool IsIn(string? authorization) =>
        authorization?.Split(' ', 2, StringSplitOptions.TrimEntries) is [var scheme, var text]
        && (scheme.Equals("token", StringComparison.OrdinalIgnoreCase) || scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        && Is(text);
}
