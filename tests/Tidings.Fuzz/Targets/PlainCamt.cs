using System.Xml;
using System.Xml.Linq;

namespace Tidings.Fuzz.Targets;

/// <summary>A camt file read in the plainest way: the whole tree in memory. Small files only.</summary>
internal static class PlainCamt
{
    static readonly string[] Messages = ["BkToCstmrAcctRpt", "BkToCstmrAcctRptV01", "BkToCstmrStmt", "BkToCstmrStmtV01", "BkToCstmrDbtCdtNtfctn", "BkToCstmrDbtCdtNtfctnV01"];
    static readonly string[] Parts = ["Rpt", "Stmt", "Ntfctn"];

    /// <summary>The longest file that is read like this, octets.</summary>
    public const int Longest = 16 * 1024;

    /// <summary>The amounts of the entries in their order, empty for none; null where the file is no XML.</summary>
    public static IReadOnlyList<string>? Amounts(byte[] input)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(input), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var document = XDocument.Load(reader);
            return
            [
                .. document.Descendants().Where(static element => Messages.Contains(element.Name.LocalName) && !element.Ancestors().Any(static above => Messages.Contains(above.Name.LocalName)))
                    .Elements().Where(static element => Parts.Contains(element.Name.LocalName))
                    .Elements().Where(static element => element.Name.LocalName == "Ntry")
                    // Of several amounts the last that is not empty counts, with what is text in it and nothing below.
                    .Select(static entry => entry.Elements().Where(static element => element.Name.LocalName == "Amt").Select(Text).LastOrDefault(static text => text.Length > 0) ?? ""),
            ];
        }
        catch (XmlException)
        {
            return null;
        }
    }

    static string Text(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(static text => text.Value)).Trim();
}
