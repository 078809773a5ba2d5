using System.Globalization;
using System.Numerics;
using Deckle.Json;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Deckle.Tool.Scraps;

/// <summary>Reads the head of a Parquet file. Lists are assembled; what is nested deeper has no values.</summary>
internal static class ParquetFrame
{
    public static async Task<Frame> ReadAsync(byte[] bytes, int maxRows)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        DataField[] fields = reader.Schema.GetDataFields();
        var values = fields.Select(_ => new List<JsonValue>()).ToArray();
        long rows = 0;
        for (int group = 0; group < reader.RowGroupCount; group++)
        {
            using ParquetRowGroupReader part = reader.OpenRowGroupReader(group);
            for (int i = 0; i < fields.Length && rows < maxRows; i++)
            {
                values[i].AddRange(await ReadColumnAsync(part, fields[i]));
            }

            rows += part.RowCount;
        }

        return new Frame([.. fields.Select((field, i) => new FrameColumn(Name(field), Type(field), values[i][..Math.Min(values[i].Count, maxRows)]))], rows);
    }

    private static async Task<List<JsonValue>> ReadColumnAsync(ParquetRowGroupReader part, DataField field)
    {
        if (field.MaxRepetitionLevel > 1)
        {
            return Nothing(part);
        }

        using RawColumnData column = await part.ReadRawColumnDataBaseAsync(field);
        return column switch
        {
            RawColumnData<bool> cells => Column(cells, field, value => value),
            RawColumnData<sbyte> cells => Column(cells, field, value => (int)value),
            RawColumnData<byte> cells => Column(cells, field, value => (int)value),
            RawColumnData<short> cells => Column(cells, field, value => (int)value),
            RawColumnData<ushort> cells => Column(cells, field, value => (int)value),
            RawColumnData<int> cells => Column(cells, field, value => value),
            RawColumnData<uint> cells => Column(cells, field, value => (long)value),
            RawColumnData<long> cells => Column(cells, field, value => value),
            RawColumnData<ulong> cells => Column(cells, field, value => JsonNumber.Of(new BigInteger(value))),
            RawColumnData<float> cells => Column(cells, field, value => Widened(value)),
            RawColumnData<double> cells => Column(cells, field, value => value),
            RawColumnData<decimal> cells => Column(cells, field, value => value.ToString(CultureInfo.InvariantCulture)),
            RawColumnData<DateTime> cells => Column(cells, field, value => value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
            RawColumnData<DateOnly> cells => Column(cells, field, value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            RawColumnData<TimeOnly> cells => Column(cells, field, value => value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
            RawColumnData<TimeSpan> cells => Column(cells, field, value => value.ToString("c", CultureInfo.InvariantCulture)),
            RawColumnData<Guid> cells => Column(cells, field, value => value.ToString()),
            RawColumnData<ReadOnlyMemory<char>> cells => Column(cells, field, value => value.ToString()),
            RawColumnData<ReadOnlyMemory<byte>> cells => Column(cells, field, value => Convert.ToBase64String(value.Span)),
            _ => Nothing(part),
        };
    }

    private static List<JsonValue> Nothing(ParquetRowGroupReader part) => [.. Enumerable.Repeat<JsonValue>(JsonNull.Value, (int)part.RowCount)];

    private static List<JsonValue> Column<T>(RawColumnData<T> column, DataField field, Func<T, JsonValue> convert)
        where T : struct => field.MaxRepetitionLevel == 0 ? Cells(column, field, convert) : Lists(column, field, convert);

    private static List<JsonValue> Cells<T>(RawColumnData<T> column, DataField field, Func<T, JsonValue> convert)
        where T : struct
    {
        ReadOnlySpan<T> values = column.Values;
        ReadOnlySpan<int> definitions = field.MaxDefinitionLevel > 0 ? column.DefinitionLevels : default;
        var cells = new List<JsonValue>();
        int next = 0;
        for (int i = 0; i < (field.MaxDefinitionLevel > 0 ? definitions.Length : values.Length); i++)
        {
            cells.Add(field.MaxDefinitionLevel == 0 || definitions[i] == field.MaxDefinitionLevel ? convert(values[next++]) : JsonNull.Value);
        }

        return cells;
    }

    // Definition levels of an optional list of optional items: 3 an item, 2 null in the list, 1 an empty list, 0 null for the list.
    private static List<JsonValue> Lists<T>(RawColumnData<T> column, DataField field, Func<T, JsonValue> convert)
        where T : struct
    {
        ReadOnlySpan<T> values = column.Values;
        ReadOnlySpan<int> definitions = column.DefinitionLevels;
        ReadOnlySpan<int> repetitions = column.RepetitionLevels;
        int emptyList = field.MaxDefinitionLevel - (field.IsNullable ? 2 : 1);
        var cells = new List<JsonValue>();
        var items = new List<JsonValue>();
        int next = 0;
        for (int i = 0; i < definitions.Length; i++)
        {
            if (definitions[i] == field.MaxDefinitionLevel)
            {
                items.Add(convert(values[next++]));
            }
            else if (definitions[i] > emptyList)
            {
                items.Add(JsonNull.Value);
            }

            if (i + 1 == definitions.Length || repetitions[i + 1] == 0)
            {
                cells.Add(items.Count == 0 && definitions[i] < emptyList ? JsonNull.Value : JsonArray.From(items));
                items.Clear();
            }
        }

        return cells;
    }

    // 0.1 in 32 bits is 0.1 to its reader, not 0.10000000149011612.
    private static double Widened(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // foo/list/element is the list foo; a/b the field b of the structure a.
    private static string Name(DataField field)
    {
        List<string> path = field.Path.ToList();
        bool isList = field.MaxRepetitionLevel == 1 && path.Count > 1;
        return string.Join('.', isList ? path.Take(Math.Max(1, path.Count - 2)) : path);
    }

    private static string Type(DataField field)
    {
        string type = field.ClrType switch
        {
            var t when t == typeof(bool) => "bool",
            var t when t == typeof(float) => "float32",
            var t when t == typeof(double) => "float64",
            var t when t == typeof(DateTime) => "datetime",
            var t when t == typeof(DateOnly) => "date",
            var t when t == typeof(TimeOnly) || t == typeof(TimeSpan) => "time",
            var t when t == typeof(Guid) => "uuid",
            var t when t == typeof(ReadOnlyMemory<char>) => "string",
            var t when t == typeof(ReadOnlyMemory<byte>) => "binary",
            var t when t == typeof(sbyte) => "int8",
            var t when t == typeof(byte) => "uint8",
            var t => t.Name.ToLowerInvariant(),
        };
        return field.MaxRepetitionLevel switch { 0 => type, 1 => $"list[{type}]", _ => "nested" };
    }
}
