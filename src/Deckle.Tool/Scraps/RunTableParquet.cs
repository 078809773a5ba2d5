using Deckle.Json;
using Deckle.Scraps;
using Parquet;
using Parquet.Schema;

namespace Deckle.Tool.Scraps;

/// <summary>
/// A table of runs as Parquet. A column is of integers, numbers, booleans, or text, the narrowest that holds all its values; lists and
/// objects are JSON.
/// </summary>
internal static class RunTableParquet
{
    private enum Kind
    {
        Integer,
        Number,
        Boolean,
        Text,
    }

    public static byte[] Write(ScrapTable table) => WriteAsync(table).GetAwaiter().GetResult();

    private static async Task<byte[]> WriteAsync(ScrapTable table)
    {
        JsonValue[][] columns = [.. table.Columns.Select((_, i) => table.Rows.Select(row => row[i]).ToArray())];
        Kind[] kinds = [.. columns.Select((values, i) => table.Columns[i].Kind == ScrapColumnKind.Duration ? Kind.Number : KindOf(values))];
        DataField[] fields = [.. table.Columns.Select((column, i) => Field(column.Name, kinds[i]))];
        using var stream = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int i = 0; i < fields.Length; i++)
            {
                await WriteColumnAsync(group, fields[i], kinds[i], columns[i]);
            }
        }

        return stream.ToArray();
    }

    private static Task WriteColumnAsync(ParquetRowGroupWriter group, DataField field, Kind kind, JsonValue[] values) => kind switch
    {
        Kind.Integer => group.WriteAsync<long>(field, Array.ConvertAll(values, Integer)),
        Kind.Number => group.WriteAsync<double>(field, Array.ConvertAll(values, Number)),
        Kind.Boolean => group.WriteAsync<bool>(field, Array.ConvertAll(values, value => (value as JsonBoolean)?.Value)),
        _ => group.WriteAsync(field, Array.ConvertAll(values, Text)!),
    };

    private static DataField Field(string name, Kind kind) => kind switch
    {
        Kind.Integer => new DataField<long>(name, nullable: true),
        Kind.Number => new DataField<double>(name, nullable: true),
        Kind.Boolean => new DataField<bool>(name, nullable: true),
        _ => new DataField<string>(name, nullable: true),
    };

    private static Kind KindOf(JsonValue[] column)
    {
        JsonValue[] values = [.. column.Where(value => value is not JsonNull)];
        return values.Length == 0 ? Kind.Text
            : Array.TrueForAll(values, value => value is JsonBoolean) ? Kind.Boolean
            : Array.TrueForAll(values, value => Integer(value) is not null) ? Kind.Integer
            : Array.Exists(values, value => value is JsonNumber) && Array.TrueForAll(values, value => ScrapSeries.Number(value) is not null) ? Kind.Number
            : Kind.Text;
    }

    private static long? Integer(JsonValue value) => value is JsonNumber { IsInteger: true } number && number.TryGetInt64(out long integer) ? integer : null;

    private static double? Number(JsonValue value) => ScrapSeries.Number(value);

    private static string? Text(JsonValue value) => value switch
    {
        JsonNull => null,
        JsonString text => text.Text,
        _ => value.ToString(),
    };
}
