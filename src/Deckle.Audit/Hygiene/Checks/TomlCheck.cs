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

        DocumentSyntax document = SyntaxParser.Parse(text, file.Path, validate: true);
        if (document.Diagnostics.FirstOrDefault(IsError) is { } found)
        {
            return Report(file, found.Message, found.Span.Start);
        }

        return Toml10.Newer(document) is ({ } what, { } where) ? Report(file, what, where.Span.Start) : HygieneReport.Clean;
    }

    // An integer beyond 64 bits is no error to Python.
    private static bool IsError(DiagnosticMessage found) =>
        found.Kind == DiagnosticMessageKind.Error && !LongInteger().IsMatch(found.Message);

    private static HygieneReport Report(HygieneFile file, string what, TextPosition at)
    {
        string message = $"{file.Path}: {what} (at line {at.Line + 1}, column {at.Column + 1})";
        return new([new Finding(Id, file.Path, message) { Line = at.Line + 1, Column = at.Column + 1 }]);
    }

    [GeneratedRegex("^Unable to parse integer `[-+]?[0-9_]+`$")]
    private static partial Regex LongInteger();
}
