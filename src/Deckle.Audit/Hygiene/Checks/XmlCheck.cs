using System.Text;
using System.Xml;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A file is well-formed XML. Nothing outside of it is read, and no entity is replaced: a file cannot reach out, or blow up.</summary>
internal sealed class XmlCheck : HygieneCheck
{
    public const string Id = "check-xml";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new XmlCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        byte[] content = file.Content.ToArray();
        XmlDeclaration.Read(content, out bool isUnknownEncoding);
        using var stream = new MemoryStream(content, writable: false);
        using TextReader? text = isUnknownEncoding ? new StreamReader(stream, Encoding.Latin1) : null;

        // XmlReader.Create has no way to leave namespaces alone, and the original does not look at them.
        using XmlTextReader reader = text is null ? new(stream) : new(text);
        reader.DtdProcessing = DtdProcessing.Parse;
        reader.XmlResolver = null;
        reader.EntityHandling = EntityHandling.ExpandCharEntities;
        reader.Namespaces = false;
        reader.Normalization = true;
        try
        {
            string? declared = "";
            while (reader.Read())
            {
                // An external part, which is not read, may declare any entity.
                if (reader.NodeType == XmlNodeType.DocumentType)
                {
                    declared = reader.GetAttribute("SYSTEM") is null && !reader.Value.Contains('%', StringComparison.Ordinal) ? reader.Value : null;
                }
                else if (reader.NodeType == XmlNodeType.EntityReference && declared?.Contains($"<!ENTITY {reader.Name} ", StringComparison.Ordinal) == false)
                {
                    return Report(file, $"undefined entity '{reader.Name}'", reader.LineNumber, reader.LinePosition);
                }
            }

            return HygieneReport.Clean;
        }
        catch (XmlException e)
        {
            return Report(file, e.Message.ReplaceLineEndings(" "), e.LineNumber, e.LinePosition);
        }
    }

    private static HygieneReport Report(HygieneFile file, string what, int line, int column) =>
        new([new Finding(Id, file.Path, $"{file.Path}: Failed to xml parse ({what})") { Line = line, Column = column }]);
}
