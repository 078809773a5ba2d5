using Deckle.Json;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A file is JSON as Python's <c>json.load</c> reads it, and no object has a key twice.</summary>
internal sealed class JsonCheck : HygieneCheck
{
    public const string Id = "check-json";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new JsonCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        ReadOnlyMemory<byte> utf8 = PythonJsonEncoding.ToUtf8(file.Content);
        try
        {
            JsonReader.Read(utf8);
        }
        catch (JsonSyntaxException e)
        {
            return new([Failed(file, e.Message) with { Line = e.Line, Column = e.Column }]);
        }

        if (DuplicateKeys.First(utf8.Span) is not ({ } key, int offset))
        {
            return HygieneReport.Clean;
        }

        TextPosition place = TextPosition.Of(utf8.Span, offset);
        return new([Failed(file, $"Duplicate key: {key}") with { Line = place.Line, Column = place.Column }]);
    }

    private static Finding Failed(HygieneFile file, string why) => new(Id, file.Path, $"{file.Path}: Failed to json decode ({why})");
}
