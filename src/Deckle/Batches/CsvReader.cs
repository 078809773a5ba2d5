using System.Text;

namespace Deckle.Batches;

/// <summary>Reads CSV as RFC 4180 has it, row by row: quoted fields may hold separators, quotes doubled, and line ends. Lines without text are no rows.</summary>
/// <param name="source">Names the text in errors.</param>
public sealed class CsvReader(TextReader text, char separator, string source)
{
    private readonly StringBuilder field = new();
    private int line = 1;

    /// <exception cref="DeckleException"><c>params-file-invalid</c>: a quote that does not end, or text behind one.</exception>
    public IEnumerable<CsvRow> Rows()
    {
        while (text.Peek() >= 0)
        {
            int begin = line;
            List<string> fields = ReadRow();
            if (fields is not [""])
            {
                yield return new CsvRow(begin, fields);
            }
        }
    }

    private List<string> ReadRow()
    {
        var fields = new List<string>();
        while (true)
        {
            field.Clear();
            if (text.Peek() == '"')
            {
                ReadQuoted();
            }
            else
            {
                while (text.Peek() is >= 0 and not ('\n' or '\r') and int c && c != separator)
                {
                    field.Append((char)text.Read());
                }
            }

            fields.Add(field.ToString());
            int end = text.Read();
            if (end == separator)
            {
                continue;
            }

            if (end >= 0 && end is not ('\n' or '\r'))
            {
                throw ParameterSetErrors.Table(source, line, $"text follows a closing quote in field {fields.Count}");
            }

            if (end == '\r' && text.Peek() == '\n')
            {
                text.Read();
            }

            line++;
            return fields;
        }
    }

    private void ReadQuoted()
    {
        int begin = line;
        text.Read();
        while (true)
        {
            int c = text.Read();
            if (c < 0)
            {
                throw ParameterSetErrors.Table(source, begin, "a quote is not closed");
            }

            if (c == '"' && text.Peek() != '"')
            {
                return;
            }

            if (c == '"')
            {
                text.Read();
            }

            // CRLF counts once.
            line += c == '\n' || (c == '\r' && text.Peek() != '\n') ? 1 : 0;
            field.Append((char)c);
        }
    }
}
