using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Deckle.Json;

namespace Deckle.Tool.Scraps;

/// <summary>Reads the head of an Arrow file (Feather version 2) or stream.</summary>
internal static class ArrowFrame
{
    public static Frame Read(byte[] bytes, int maxRows)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        var codecs = new CompressionCodecFactory();
        using ArrowStreamReader reader = bytes.AsSpan().StartsWith("ARROW1"u8) ? new ArrowFileReader(stream, codecs) : new ArrowStreamReader(stream, codecs);
        var values = new List<List<JsonValue>>();
        long rows = 0;
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                for (int column = 0; column < batch.ColumnCount; column++)
                {
                    if (values.Count <= column)
                    {
                        values.Add([]);
                    }

                    int wanted = (int)Math.Clamp(maxRows - rows, 0, batch.Length);
                    IArrowArray array = batch.Column(column);
                    values[column].AddRange(Enumerable.Range(0, wanted).Select(row => Value(array, row)));
                }

                rows += batch.Length;
            }
        }

        return new Frame(
            [.. reader.Schema.FieldsList.Select((field, i) => new FrameColumn(field.Name, Type(field.DataType), i < values.Count ? values[i] : []))], rows);
    }

    private static JsonValue Value(IArrowArray array, int row) => array.IsNull(row) ? JsonNull.Value : array switch
    {
        BooleanArray cells => cells.GetValue(row)!.Value,
        Int8Array cells => (int)cells.Values[row],
        UInt8Array cells => (int)cells.Values[row],
        Int16Array cells => (int)cells.Values[row],
        UInt16Array cells => (int)cells.Values[row],
        Int32Array cells => cells.Values[row],
        UInt32Array cells => (long)cells.Values[row],
        Int64Array cells => cells.Values[row],
        UInt64Array cells => JsonNumber.Of(new BigInteger(cells.Values[row])),
        FloatArray cells => double.Parse(cells.Values[row].ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        DoubleArray cells => cells.Values[row],
        StringArray cells => cells.GetString(row),
        LargeStringArray cells => cells.GetString(row),
        StringViewArray cells => cells.GetString(row),
        TimestampArray cells => cells.GetTimestamp(row)!.Value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        Date32Array cells => cells.GetDateOnly(row)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Date64Array cells => cells.GetDateOnly(row)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Decimal128Array cells => cells.GetString(row),
        BinaryArray cells => Convert.ToBase64String(cells.GetBytes(row)),
        DictionaryArray cells => Category(cells, row),
        ListArray cells => Items(cells.GetSlicedValues(row)),
        LargeListArray cells => Items(cells.GetSlicedValues(row)),
        StructArray cells => Members((StructType)cells.Data.DataType, cells, row),
        _ => JsonNull.Value,
    };

    // A category is the place of its name.
    private static JsonValue Category(DictionaryArray cells, int row) =>
        Value(cells.Indices, row) is JsonNumber place && place.TryGetInt64(out long at) ? Value(cells.Dictionary, (int)at) : JsonNull.Value;

    private static JsonArray Items(IArrowArray items) => JsonArray.From(Enumerable.Range(0, items.Length).Select(item => Value(items, item)));

    private static JsonObject Members(StructType type, StructArray cells, int row) =>
        JsonObject.From(type.Fields.Select((field, i) => new JsonMember(field.Name, Value(cells.Fields[i], row))));

    private static string Type(IArrowType type) => type switch
    {
        FloatType => "float32",
        DoubleType => "float64",
        StringType or LargeStringType or StringViewType => "string",
        TimestampType => "datetime",
        Date32Type or Date64Type => "date",
        ListType list => $"list[{Type(list.ValueDataType)}]",
        LargeListType list => $"list[{Type(list.ValueDataType)}]",
        DictionaryType => "category",
        _ => type.Name,
    };
}
