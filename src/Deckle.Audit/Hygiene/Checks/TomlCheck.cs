using System.Text;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A file is TOML.</summary>
internal sealed class TomlCheck : HygieneCheck
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

        DocumentSyntax document = SyntaxParser.Parse(text, file.Path, validate: true);
        return new([.. document.Diagnostics.Where(found => found.Kind == DiagnosticMessageKind.Error).Take(1).Select(found => Describe(file, found))]);
    }

    private static Finding Describe(HygieneFile file, DiagnosticMessage found)
    {
        int line = found.Span.Start.Line + 1;
        int column = found.Span.Start.Column + 1;
        return new Finding(Id, file.Path, $"{file.Path}: {found.Message} (at line {line}, column {column})") { Line = line, Column = column };
    }
}
