using System.Globalization;
using System.Numerics;
using Deckle.Json;
using Parquet;
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

    // Each type by name: compiled ahead of time, there is no other way to a generic method.
    private static Task<List<JsonValue>> ReadColumnAsync(ParquetRowGroupReader part, DataField field) => field.ClrType switch
    {
        _ when field.MaxRepetitionLevel > 1 => Task.FromResult(Nothing(part)),
        var type when type == typeof(bool) => ReadColumnAsync<bool>(part, field, value => value),
        var type when type == typeof(sbyte) => ReadColumnAsync<sbyte>(part, field, value => (int)value),
        var type when type == typeof(byte) => ReadColumnAsync<byte>(part, field, value => (int)value),
        var type when type == typeof(short) => ReadColumnAsync<short>(part, field, value => (int)value),
        var type when type == typeof(ushort) => ReadColumnAsync<ushort>(part, field, value => (int)value),
        var type when type == typeof(int) => ReadColumnAsync<int>(part, field, value => value),
        var type when type == typeof(uint) => ReadColumnAsync<uint>(part, field, value => (long)value),
        var type when type == typeof(long) => ReadColumnAsync<long>(part, field, value => value),
        var type when type == typeof(ulong) => ReadColumnAsync<ulong>(part, field, value => JsonNumber.Of(new BigInteger(value))),
        var type when type == typeof(float) => ReadColumnAsync<float>(part, field, value => Widened(value)),
        var type when type == typeof(double) => ReadColumnAsync<double>(part, field, value => value),
        var type when type == typeof(decimal) => ReadColumnAsync<decimal>(part, field, value => value.ToString(CultureInfo.InvariantCulture)),
        var type when type == typeof(DateTime) => ReadColumnAsync<DateTime>(part, field, value => value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        var type when type == typeof(DateOnly) => ReadColumnAsync<DateOnly>(part, field, value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        var type when type == typeof(TimeOnly) => ReadColumnAsync<TimeOnly>(part, field, value => value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        var type when type == typeof(TimeSpan) => ReadColumnAsync<TimeSpan>(part, field, value => value.ToString("c", CultureInfo.InvariantCulture)),
        var type when type == typeof(Guid) => ReadColumnAsync<Guid>(part, field, value => value.ToString()),
        var type when type == typeof(ReadOnlyMemory<char>) => ReadColumnAsync<ReadOnlyMemory<char>>(part, field, value => value.ToString()),
        var type when type == typeof(ReadOnlyMemory<byte>) => ReadColumnAsync<ReadOnlyMemory<byte>>(part, field, value => Convert.ToBase64String(value.Span)),
        _ => Task.FromResult(Nothing(part)),
    };

    private static List<JsonValue> Nothing(ParquetRowGroupReader part) => [.. Enumerable.Repeat<JsonValue>(JsonNull.Value, (int)part.RowCount)];

    private static async Task<List<JsonValue>> ReadColumnAsync<T>(ParquetRowGroupReader part, DataField field, Func<T, JsonValue> convert)
        where T : struct
    {
        int count = checked((int)part.GetMetadata(field)!.MetaData!.NumValues);
        var values = new T[count];
        int[]? definitions = field.MaxDefinitionLevel > 0 ? new int[count] : null;
        int[]? repetitions = field.MaxRepetitionLevel > 0 ? new int[count] : null;

        await part.ReadRawAsync<T>(field, values, Memory(definitions), Memory(repetitions));
        return repetitions is null ? Cells(values, definitions, field, convert) : Lists(values, definitions!, repetitions, field, convert);
    }

    // An array that is null would by itself become memory that is empty, which is not none.
    private static Memory<int>? Memory(int[]? array) => array is null ? default(Memory<int>?) : array.AsMemory();

    private static List<JsonValue> Cells<T>(T[] values, int[]? definitions, DataField field, Func<T, JsonValue> convert)
    {
        if (definitions is null)
        {
            return [.. values.Select(convert)];
        }

        int next = 0;
        return [.. definitions.Select(level => level == field.MaxDefinitionLevel ? convert(values[next++]) : JsonNull.Value)];
    }

    // Definition levels of an optional list of optional items: 3 an item, 2 null in the list, 1 an empty list, 0 null for the list.
    private static List<JsonValue> Lists<T>(T[] values, int[] definitions, int[] repetitions, DataField field, Func<T, JsonValue> convert)
    {
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
