using System.Globalization;
using System.Text;

namespace Deckle.Parameters.Formatting;

/// <summary>A Python <c>datetime</c>: printed and formatted as one. With a zone it is UTC.</summary>
internal readonly record struct PythonTime(DateTime Value, bool IsUtc)
{
    private int Microsecond => (int)(Value.Ticks % TimeSpan.TicksPerSecond / 10);

    /// <summary>A named part: <c>year</c> to <c>microsecond</c>; null for other names.</summary>
    public int? Part(string name) => name switch
    {
        "year" => Value.Year,
        "month" => Value.Month,
        "day" => Value.Day,
        "hour" => Value.Hour,
        "minute" => Value.Minute,
        "second" => Value.Second,
        "microsecond" => Microsecond,
        _ => null,
    };

    /// <summary><c>str(time)</c>: <c>2026-11-22 17:20:49.210693+00:00</c>, the fraction only where it is not zero.</summary>
    public override string ToString() =>
        Text("yyyy-MM-dd HH:mm:ss") + (Microsecond == 0 ? "" : "." + Microsecond.ToString("000000", CultureInfo.InvariantCulture)) + (IsUtc ? "+00:00" : "");

    /// <summary><c>repr(time)</c>.</summary>
    public string Repr()
    {
        string parts = $"{Value.Year}, {Value.Month}, {Value.Day}, {Value.Hour}, {Value.Minute}";
        parts += Value.Second != 0 || Microsecond != 0 ? $", {Value.Second}" : "";
        parts += Microsecond != 0 ? $", {Microsecond}" : "";
        return $"datetime.datetime({parts}{(IsUtc ? ", tzinfo=datetime.timezone.utc" : "")})";
    }

    /// <summary><c>strftime</c> in the C locale; a directive it does not know is left as it is.</summary>
    public string Format(string format)
    {
        if (format.Length == 0)
        {
            return ToString();
        }

        var result = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                result.Append(format[i]);
                continue;
            }

            i++;
            result.Append(Directive(format[i]) ?? "%" + format[i]);
        }

        return result.ToString();
    }

    private string? Directive(char directive) => directive switch
    {
        'Y' => Number(Value.Year, 4),
        'C' => Number(Value.Year / 100),
        'y' => Number(Value.Year % 100),
        'm' => Number(Value.Month),
        'd' => Number(Value.Day),
        'e' => Value.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'H' => Number(Value.Hour),
        'I' => Number(Hour12),
        'k' => Value.Hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'l' => Hour12.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'M' => Number(Value.Minute),
        'S' => Number(Value.Second),
        'f' => Number(Microsecond, 6),
        'j' => Number(Value.DayOfYear, 3),
        'p' => Value.Hour < 12 ? "AM" : "PM",
        'P' => Value.Hour < 12 ? "am" : "pm",
        'a' => Text("ddd"),
        'A' => Text("dddd"),
        'b' or 'h' => Text("MMM"),
        'B' => Text("MMMM"),
        'w' => Number((int)Value.DayOfWeek, 1),
        'u' => Number(Value.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Value.DayOfWeek, 1),
        'U' => Number((Value.DayOfYear + 6 - (int)Value.DayOfWeek) / 7),
        'W' => Number((Value.DayOfYear + 6 - (((int)Value.DayOfWeek + 6) % 7)) / 7),
        'V' => Number(ISOWeek.GetWeekOfYear(Value)),
        'G' => Number(ISOWeek.GetYear(Value), 4),
        'g' => Number(ISOWeek.GetYear(Value) % 100),
        'F' => Format("%Y-%m-%d"),
        'T' or 'X' => Format("%H:%M:%S"),
        'R' => Format("%H:%M"),
        'r' => Format("%I:%M:%S %p"),
        'D' or 'x' => Format("%m/%d/%y"),
        'c' => Format("%a %b %e %H:%M:%S %Y"),
        'z' => IsUtc ? "+0000" : "",
        'Z' => IsUtc ? "UTC" : "",
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => null,
    };

    private int Hour12 => Value.Hour % 12 == 0 ? 12 : Value.Hour % 12;

    private string Text(string format) => Value.ToString(format, CultureInfo.InvariantCulture);

    private static string Number(int value, int width = 2) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
}
