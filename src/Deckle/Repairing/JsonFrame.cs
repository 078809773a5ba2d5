namespace Deckle.Repairing;

/// <summary>An object or a list that is being read.</summary>
/// <param name="name">The key under which it stands; null in a list.</param>
/// <param name="indent">The white space at the start of the line that opened it.</param>
internal sealed class JsonFrame(bool isObject, string? name, string indent)
{
    public bool IsObject { get; } = isObject;

    public string? Name { get; } = name;

    public string Indent { get; } = indent;

    /// <summary>The white space before the first thing in it that begins a line; null until there is one.</summary>
    public string? ChildIndent { get; set; }

    /// <summary>Whether what is in it is indented more than it.</summary>
    public bool IsLaidOut => ChildIndent is not null && ChildIndent.Length > Indent.Length;

    public JsonFrameState State { get; set; } = isObject ? JsonFrameState.BeforeKey : JsonFrameState.BeforeValue;

    /// <summary>The key that was read last.</summary>
    public string Key { get; set; } = "";

    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    public bool ExpectsKey => IsObject && State is JsonFrameState.BeforeKey or JsonFrameState.AfterValue;

    /// <summary>A comma was read.</summary>
    public void Next() => State = IsObject ? JsonFrameState.BeforeKey : JsonFrameState.BeforeValue;
}
