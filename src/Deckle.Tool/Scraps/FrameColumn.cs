using Deckle.Json;

namespace Deckle.Tool.Scraps;

/// <summary>A column of a table.</summary>
/// <param name="Name">Fields of a structure are named with a point: <c>address.street</c>.</param>
/// <param name="Type">As pandas calls it: <c>int64</c>, <c>float64</c>, <c>string</c>, <c>list[int64]</c>, …</param>
/// <param name="Values">Of the first rows; <see cref="JsonNull"/> for none.</param>
internal sealed record FrameColumn(string Name, string Type, IReadOnlyList<JsonValue> Values);
