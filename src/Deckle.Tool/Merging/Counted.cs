using System.Globalization;

namespace Deckle.Tool.Merging;

/// <summary>Words with numbers.</summary>
internal static class Counted
{
    /// <summary><c>1 conflict</c>, <c>2 conflicts</c>.</summary>
    public static string Of(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
