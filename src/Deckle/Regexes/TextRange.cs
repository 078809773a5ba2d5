namespace Deckle.Regexes;

/// <summary>
/// What a text consists of. .NET matches UTF-16 units and Python code points, and their classes differ outside ASCII.
/// A pattern is translated for each kind of text, so that ASCII, which is nearly all there is, pays for none of that.
/// </summary>
internal enum TextRange
{
    Ascii,

    /// <summary>No surrogates: a unit is a code point.</summary>
    Basic,

    Full,
}
