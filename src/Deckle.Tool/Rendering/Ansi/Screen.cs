using System.Runtime.InteropServices;

namespace Deckle.Tool.Rendering.Ansi;

/// <summary>The last lines of a terminal, and its cursor. Lines that left the window are written for good.</summary>
internal sealed class Screen(IScreenOutput output)
{
    // How far a cursor can go up. A terminal has as many lines.
    private const int Height = 64;

    // A hostile column number must not fill the memory.
    private const int Widest = 4096;

    private readonly List<List<Place>> lines = [[]];
    private int row;
    private int column;
    private AnsiStyle style;

    public void Put(ReadOnlySpan<char> text)
    {
        List<Place> line = lines[row];
        foreach (char c in text)
        {
            var place = new Place(c, style);
            if (column < line.Count)
            {
                line[column] = place;
            }
            else
            {
                line.Add(place);
            }

            column++;
        }
    }

    public int NewLine()
    {
        column = 0;
        if (++row < lines.Count)
        {
            return 1;
        }

        if (lines.Count == Height)
        {
            WriteLine(lines[0]);
            output.NewLine();
            List<Place> reused = lines[0];
            reused.Clear();
            lines.RemoveAt(0);
            lines.Add(reused);
            row--;
        }
        else
        {
            lines.Add([]);
        }

        return 1;
    }

    public int Return()
    {
        column = 0;
        return 1;
    }

    public int Back()
    {
        column = Math.Max(0, column - 1);
        return 1;
    }

    public void Control(char final, ReadOnlySpan<char> parameters)
    {
        int number = int.TryParse(parameters, out int given) ? given : 0;
        switch (final)
        {
            case 'm':
                style = style.After(parameters);
                break;
            case 'A':
                row = Math.Max(0, row - Math.Max(1, number));
                Pad();
                break;
            case 'B':
                row = Math.Min(lines.Count - 1, row + Math.Max(1, number));
                Pad();
                break;
            case 'C':
                column = Math.Min(Widest, column + Math.Max(1, number));
                Pad();
                break;
            case 'D':
                column = Math.Max(0, column - Math.Max(1, number));
                break;
            case 'G':
                column = Math.Clamp(number - 1, 0, Widest);
                Pad();
                break;
            case 'K':
                Erase(number);
                break;
        }
    }

    public void Flush()
    {
        for (int i = 0; i < lines.Count; i++)
        {
            if (i > 0)
            {
                output.NewLine();
            }

            WriteLine(lines[i]);
        }
    }

    // The cursor never stands behind a gap.
    private void Pad()
    {
        List<Place> line = lines[row];
        while (line.Count < column)
        {
            line.Add(new Place(' ', default));
        }
    }

    private void Erase(int how)
    {
        List<Place> line = lines[row];
        Span<Place> all = CollectionsMarshal.AsSpan(line);
        if (how >= 1)
        {
            all[..Math.Min(column + (how == 1 ? 1 : 0), all.Length)].Fill(new Place(' ', default));
        }

        if (how != 1 && column < line.Count)
        {
            line.RemoveRange(column, line.Count - column);
        }
    }

    private void WriteLine(List<Place> line)
    {
        Span<char> run = stackalloc char[256];
        for (int at = 0; at < line.Count;)
        {
            AnsiStyle shown = line[at].Style;
            output.Start(shown);
            while (at < line.Count && line[at].Style == shown)
            {
                int length = 0;
                while (length < run.Length && at < line.Count && line[at].Style == shown)
                {
                    run[length++] = line[at++].Character;
                }

                // A pair of surrogates stays together.
                if (length == run.Length && length > 1 && char.IsHighSurrogate(run[^1]))
                {
                    length--;
                    at--;
                }

                output.Text(run[..length]);
            }

            output.End(shown);
        }
    }

    private readonly record struct Place(char Character, AnsiStyle Style);
}
