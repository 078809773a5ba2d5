using System.Text;

namespace Deckle.Regexes;

/// <summary>The content of <c>[...]</c> while it is read.</summary>
internal sealed class CharacterSet(TextRange range, bool isAscii)
{
    private readonly StringBuilder inBrackets = new();
    private readonly List<string> beside = [];

    public bool IsEmpty { get; private set; } = true;

    public void Add(int first, int last)
    {
        IsEmpty = false;
        if (first <= 0xFFFF)
        {
            // Half of a pair is no code point: the surrogates are left out where pairs occur.
            int basicLast = Math.Min(last, 0xFFFF);
            if (range == TextRange.Full)
            {
                AddBasic(first, Math.Min(basicLast, 0xD7FF));
                AddBasic(Math.Max(first, 0xE000), basicLast);
            }
            else
            {
                AddBasic(first, basicLast);
            }
        }

        if (last > 0xFFFF && range == TextRange.Full)
        {
            beside.AddRange(PatternText.Pairs(Math.Max(first, 0x10000), last));
        }
    }

    /// <param name="letter">One of <c>dswDSW</c>.</param>
    public void AddCategory(char letter)
    {
        IsEmpty = false;
        string category = PatternText.Category(char.ToLowerInvariant(letter), isAscii, range);
        if (char.IsLower(letter))
        {
            inBrackets.Append(category);
        }
        else
        {
            beside.Add(PatternText.NoneOf(category, range));
        }
    }

    public string ToPattern(bool isNegated)
    {
        if (isNegated && beside.Count == 0)
        {
            return inBrackets.Length == 0 ? PatternText.Any(isNewlineToo: true, range) : PatternText.NoneOf(inBrackets.ToString(), range);
        }

        string[] choices = [.. inBrackets.Length == 0 ? Array.Empty<string>() : [$"[{inBrackets}]"], .. beside];
        string any = choices switch
        {
            [] => PatternText.Nothing,
            [string single] => single,
            _ => string.Join('|', choices),
        };
        return isNegated ? $"(?:(?!{any}){PatternText.Any(isNewlineToo: true, range)})" : $"(?:{any})";
    }

    private void AddBasic(int first, int last)
    {
        if (first <= last)
        {
            inBrackets.Append(PatternText.Unit(first));
            if (last > first)
            {
                inBrackets.Append('-').Append(PatternText.Unit(last));
            }
        }
    }
}
