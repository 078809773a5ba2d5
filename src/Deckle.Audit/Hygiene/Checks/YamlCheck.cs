using System.Text;
using YamlDotNet.Core;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A file is YAML that a safe loader loads; with <c>--unsafe</c>, it is YAML by its syntax.</summary>
internal sealed class YamlCheck : HygieneCheck
{
    public const string Id = "check-yaml";

    private const string MultiOption = "-m/--multi/--allow-multiple-documents";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly bool isMulti;
    private readonly bool isUnsafe;

    private YamlCheck(bool isMulti, bool isUnsafe)
    {
        this.isMulti = isMulti;
        this.isUnsafe = isUnsafe;
    }

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments parsed = HygieneArguments.Parse(Id, arguments, [MultiOption, "--unsafe"]);
        return new YamlCheck(parsed.Has(MultiOption), parsed.Has("--unsafe"));
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        try
        {
            Load(Strict.GetString(file.Content.Span));
            return HygieneReport.Clean;
        }
        catch (DecoderFallbackException)
        {
            return new([new Finding(Id, file.Path, $"{file.Path}: not UTF-8")]);
        }
        catch (YamlException e)
        {
            return Report(file, e.Message.ReplaceLineEndings(" "), e.Start);
        }
        catch (YamlTrouble e)
        {
            return Report(file, e.Message, e.At);
        }
    }

    private void Load(string text)
    {
        YamlText.RefuseUnprintable(text);
        var parser = new Parser(new StringReader(YamlText.ForParser(text)));
        try
        {
            Load(parser);
        }
        catch (InvalidOperationException e)
        {
            // The parser's own slip: a list in brackets that is not closed before a line that begins with "-".
            throw new YamlException(parser.Current?.End ?? Mark.Empty, Mark.Empty, "did not find expected ',' or ']' behind this", e);
        }
    }

    private void Load(Parser parser)
    {
        if (isUnsafe)
        {
            while (parser.MoveNext())
            {
            }

            return;
        }

        int count = 0;
        foreach (YamlNode document in new YamlComposer(parser).Documents())
        {
            if (++count > 1 && !isMulti)
            {
                throw new YamlTrouble("expected a single document in the stream but found another document", document.Start);
            }

            new YamlLoading().Construct(document);
        }
    }

    private static HygieneReport Report(HygieneFile file, string what, Mark at)
    {
        string message = $"{file.Path}: {what} (line {at.Line}, column {at.Column})";
        return new([new Finding(Id, file.Path, message) { Line = (int)at.Line, Column = (int)at.Column }]);
    }
}
