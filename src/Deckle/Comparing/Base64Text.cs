using System.Security.Cryptography;
using System.Text;

namespace Deckle.Comparing;

/// <summary>Base64, of which nobody wants to read pages.</summary>
internal static class Base64Text
{
    private const int LongestShown = 64;

    /// <summary>nbval's <c>abcdefgh...&lt;snip base64, md5=0123456789abcdef...&gt;</c> for long base64; anything else as it is.</summary>
    public static string Snip(string text)
    {
        if (text.Length <= LongestShown || !IsBase64(text))
        {
            return text;
        }

#pragma warning disable CA5351 // MD5 names the content as nbval does; nothing rests on it.
        string digest = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
        return $"{text[..8]}...<snip base64, md5={digest[..16]}...>";
    }

    private static bool IsBase64(string text)
    {
        int count = 0;
        int padding = 0;
        foreach (char c in text)
        {
            if (c == '\n')
            {
                continue;
            }

            bool isDigit = char.IsAsciiLetterOrDigit(c) || c is '+' or '/';
            if (!isDigit && c != '=')
            {
                return false;
            }

            padding += c == '=' ? 1 : 0;
            if (isDigit && padding > 0)
            {
                return false;
            }

            count++;
        }

        return count % 4 == 0 && padding <= 2;
    }
}
