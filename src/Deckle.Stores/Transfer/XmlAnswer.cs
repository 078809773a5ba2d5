using System.Xml;

namespace Deckle.Stores.Transfer;

/// <summary>Reads the flat XML that S3 and Azure answer.</summary>
internal static class XmlAnswer
{
    /// <summary>The text of the first element of a name, at any depth; null when there is none, or the text is no XML.</summary>
    public static string? Element(string xml, string name) => Records(xml, null, name).Select(record => record.GetValueOrDefault(name)).FirstOrDefault();

    /// <summary>All elements of a name, each as the texts of the elements in it.</summary>
    /// <param name="record">Null to take the whole document as one.</param>
    /// <param name="fields">Which of them matter.</param>
    public static IEnumerable<Dictionary<string, string>> Records(string xml, string? record, params string[] fields)
    {
        var records = new List<Dictionary<string, string>>();
        Dictionary<string, string>? current = record is null ? [] : null;
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true });
            bool isRead = reader.Read();
            while (isRead)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == record)
                {
                    records.Add(current = []);
                }
                else if (reader.NodeType == XmlNodeType.Element && current is not null && fields.Contains(reader.LocalName) && !current.ContainsKey(reader.LocalName))
                {
                    // This steps to the next node by itself.
                    current[reader.LocalName] = reader.ReadElementContentAsString();
                    continue;
                }
                else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == record)
                {
                    current = null;
                }

                isRead = reader.Read();
            }
        }
        catch (XmlException)
        {
            // An answer that broke off, or a page of some proxy: what was found so far.
        }

        return record is null && current!.Count > 0 ? [current] : records;
    }
}
