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
        using var content = new MemoryStream(file.Content.ToArray(), writable: false);

        // XmlReader.Create has no way to leave namespaces alone, and the original does not look at them.
        using var reader = new XmlTextReader(content)
        {
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = null,
            EntityHandling = EntityHandling.ExpandCharEntities,
            Namespaces = false,
        };
        try
        {
            while (reader.Read())
            {
            }

            return HygieneReport.Clean;
        }
        catch (XmlException e)
        {
            string message = $"{file.Path}: Failed to xml parse ({e.Message.ReplaceLineEndings(" ")})";
            return new([new Finding(Id, file.Path, message) { Line = e.LineNumber, Column = e.LinePosition }]);
        }
    }
}
