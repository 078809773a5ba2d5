using System.Text;
using System.Text.RegularExpressions;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A file is TOML.</summary>
internal sealed partial class TomlCheck : HygieneCheck
{
    public const string Id = "check-toml";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new TomlCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        string text;
        try
        {
            text = Strict.GetString(file.Content.Span);
        }
        catch (DecoderFallbackException)
        {
            return new([new Finding(Id, file.Path, $"{file.Path}: not UTF-8")]);
        }

        // Python's reader does not pass over a byte order mark, the parser does.
        if (text.StartsWith('\uFEFF'))
        {
            return Report(file, "Invalid statement", default);
        }

        DocumentSyntax document = Parse(text, file.Path);
        if (document.Diagnostics.FirstOrDefault(found => found.Kind == DiagnosticMessageKind.Error) is { } found)
        {
            return Report(file, found.Message, found.Span.Start);
        }

        return (Toml10.Newer(document) ?? TomlKeys.Trouble(document)) is ({ } what, { } where)
            ? Report(file, what, where.Span.Start)
            : HygieneReport.Clean;
    }

    // An integer beyond 64 bits is no error to Python: a zero is read in its place.
    private static DocumentSyntax Parse(string text, string path)
    {
        DocumentSyntax document = SyntaxParser.Parse(text, path, validate: false);
        SourceSpan[] longIntegers = [.. document.Diagnostics.Where(found => LongInteger().IsMatch(found.Message)).Select(found => found.Span)];
        if (longIntegers.Length == 0)
        {
            return document;
        }

        char[] shortened = text.ToCharArray();
        foreach (SourceSpan span in longIntegers)
        {
            Span<char> number = shortened.AsSpan(span.Start.Offset, span.Length);
            number.Fill(' ');
            number[0] = '0';
        }

        return SyntaxParser.Parse(new string(shortened), path, validate: false);
    }

    private static HygieneReport Report(HygieneFile file, string what, TextPosition at)
    {
        string message = $"{file.Path}: {what} (at line {at.Line + 1}, column {at.Column + 1})";
        return new([new Finding(Id, file.Path, message) { Line = at.Line + 1, Column = at.Column + 1 }]);
    }

    [GeneratedRegex("^Unable to parse integer `[-+]?[0-9_]+`$")]
    private static partial Regex LongInteger();
}
