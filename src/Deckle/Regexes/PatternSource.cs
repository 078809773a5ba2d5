using Deckle.Json;

namespace Deckle.Regexes;

/// <summary>A pattern or replacement, read code point by code point.</summary>
internal sealed class PatternSource(string text)
{
    public const int End = -1;

    private readonly int[] points = [.. CodePoints.Of(text)];

    public int Position { get; private set; }

    /// <summary>The next code point, which stays; <see cref="End"/> behind the last.</summary>
    public int Next => Position < points.Length ? points[Position] : End;

    public int Take() => Position < points.Length ? points[Position++] : End;

    public bool TryTake(char sign)
    {
        if (Next != sign)
        {
            return false;
        }

        Position++;
        return true;
    }

    public void GoTo(int position) => Position = position;

    /// <summary>Up to <paramref name="most"/> signs of a kind.</summary>
    public string TakeWhile(Func<char, bool> isWanted, int most = int.MaxValue)
    {
        int start = Position;
        while (Position - start < most && Next is >= 0 and < 0x80 && isWanted((char)Next))
        {
            Position++;
        }

        return Between(start, Position);
    }

    /// <summary>A name and the sign that ends it, which is not part of it.</summary>
    public string TakeUntil(char end, string what)
    {
        int start = Position;
        while (Next != End && Next != end)
        {
            Position++;
        }

        if (Position == start && Next == End)
        {
            throw new PythonRegexException($"missing {what}", start);
        }

        if (Next == End)
        {
            throw new PythonRegexException($"missing {end}, unterminated name", start);
        }

        string name = Between(start, Position++);
        return name.Length > 0 ? name : throw new PythonRegexException($"missing {what}", start);
    }

    /// <summary>Passes over what a verbose pattern has for its readers.</summary>
    public void SkipSpaceAndComments()
    {
        while (true)
        {
            if (Next is ' ' or '\t' or '\n' or '\r' or '\v' or '\f')
            {
                Take();
            }
            else if (TryTake('#'))
            {
                while (Take() is not ('\n' or End))
                {
                }
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Goes behind the end of a comment such as <c>(?# this one)</c>.</summary>
    /// <param name="start">Where it begins.</param>
    public void SkipGroupComment(int start)
    {
        while (!TryTake(')'))
        {
            if (Take() == End)
            {
                throw new PythonRegexException("missing ), unterminated comment", start);
            }
        }
    }

    public string Between(int start, int end) => string.Concat(points[start..end].Select(CodePoints.Text));
}
