using System.Collections.Frozen;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>PowerShell, from Windows PowerShell 5.1 on (about_Quoting_Rules, about_Special_Characters).</summary>
public sealed class PowerShellTranslator : Translator
{
    public override string Language => "PowerShell";

    // Constant and read-only automatic variables; PowerShell ignores the case of names.
    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "_", "true", "false", "null", "error", "executioncontext", "home", "host", "pid", "pshome", "psversiontable", "psedition", "psculture", "psuiculture",
        "shellid", "iscoreclr", "islinux", "ismacos", "iswindows", "enabledexperimentalfeatures");

    protected override string Null => "$Null";

    protected override string NotANumber => "[double]::NaN";

    protected override string Infinity => "[double]::PositiveInfinity";

    protected override string NegativeInfinity => "[double]::NegativeInfinity";

    public override string Assign(string name, JsonValue value) => $"${Variable(name)} = {Literal(value)}";

    public override string Comment(string text) => $"# {Line(text)}".Trim();

    protected override string Boolean(bool value) => value ? "$True" : "$False";

    // Beyond int64 a literal would be a decimal and then a double; the lowest int64 is its negated, too large amount.
    protected override string Integer(JsonNumber number) => number.TryGetInt64(out long value)
        ? value == long.MinValue ? "[long]::MinValue" : number.Canonical
        : $"[System.Numerics.BigInteger]::Parse(\"{number.Canonical}\")";

    // The escape is the backtick, a backslash is nothing special, and typographic double quotes close a string too.
    protected override string Character(int point) => point switch
    {
        '"' or '`' or '$' or '\u201c' or '\u201d' or '\u201e' => "`" + (char)point,
        '\0' => "`0",
        '\a' => "`a",
        '\b' => "`b",
        '\f' => "`f",
        '\n' => "`n",
        '\r' => "`r",
        '\t' => "`t",
        '\v' => "`v",
        _ when CodePoints.IsControl(point) || CodePoints.IsSurrogate(point) => $"$([char]0x{point:x})",
        _ => CodePoints.Text(point),
    };

    // @(@(1)) is @(1): the array operator unrolls a single array. The comma operator does not.
    protected override string List(JsonArray items) => items is [JsonArray] ? $"@(,{Join(items)})" : $"@({Join(items)})";

    protected override string Map(JsonObject members)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string key in members.Keys.Where(key => !seen.Add(key)))
        {
            throw Unrepresentable($"hashtable with keys that differ in case only ({new JsonString(key)})", "rename one of the keys");
        }

        return "@{" + string.Join("\n ", members.Select(member => $"{Text(member.Key)} = {Literal(member.Value)}")) + "}";
    }
}
