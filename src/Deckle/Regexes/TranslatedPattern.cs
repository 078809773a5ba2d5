using System.Text.RegularExpressions;

namespace Deckle.Regexes;

/// <summary>A pattern of Python in the language of .NET.</summary>
/// <param name="GroupNumbers">Python's numbers of its named groups; groups are numbered, not named, in <paramref name="Text"/>.</param>
internal sealed record TranslatedPattern(string Text, RegexOptions Options, int GroupCount, IReadOnlyDictionary<string, int> GroupNumbers);
