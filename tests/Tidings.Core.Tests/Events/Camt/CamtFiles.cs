using System.Runtime.CompilerServices;
using System.Text;
using Tidings.Core.Events.Camt;

namespace Tidings.Core.Tests.Events.Camt;

/// <summary>Files made here, in the shapes that banks send, and the way to the gathered ones.</summary>
internal static class CamtFiles
{
    public const string Iban = "DE02100100100006820101";

    /// <summary>A message of one part around <paramref name="inside"/>.</summary>
    public static string Message(string inside, int kind = 54, int version = 4)
    {
        var (root, part) = kind switch
        {
            52 => ("BkToCstmrAcctRpt", "Rpt"),
            53 => ("BkToCstmrStmt", "Stmt"),
            _ => ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
        };
        root += version == 1 ? "V01" : "";
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.0{kind}.001.{version:D2}"><{root}>
            <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-11-23T10:15:00</CreDtTm></GrpHdr>
            <{part}><Id>P-1</Id><CreDtTm>2026-11-23T10:15:00+01:00</CreDtTm>
            <Acct><Id><IBAN>{Iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
            {inside}
            </{part}></{root}></Document>
            """;
    }

    public static string Entry(
        string amount = "<Amt Ccy=\"EUR\">12.30</Amt>", string side = "<CdtDbtInd>DBIT</CdtDbtInd>", string status = "<Sts>BOOK</Sts>", string more = "") =>
        $"<Ntry>{amount}{side}{status}{more}</Ntry>";

    public static async Task<List<CamtRecord>> Read(string xml, CamtReaderOptions? options = null) =>
        await Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), options);

    public static async Task<List<CamtRecord>> Read(Stream file, CamtReaderOptions? options = null)
    {
        var records = new List<CamtRecord>();
        await foreach (var record in CamtReader.ReadAsync(file, options, TestContext.Current.CancellationToken))
            records.Add(record);
        return records;
    }

    public static async Task<CamtEntry> ReadOne(string entry, int kind = 54, int version = 4) =>
        Assert.Single((await Read(Message(entry, kind, version))).OfType<CamtEntry>());

    /// <summary>A gathered file; skips the test where they are missing.</summary>
    public static string Gathered(string name, [CallerFilePath] string here = "")
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../../shared/data/camt", name));
        if (!File.Exists(path))
            Assert.Skip($"../shared/data/camt/{name} is not here; the files made here cover the same ground");
        return path;
    }
}
