using System.Globalization;
using System.Text;
using Tidings.Core.Events.Camt;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// A camt file, read as a stream and held to a plain reading of its tree: the same entries with the same amounts, and an error where it is broken.
/// Each entry that is taken is mapped to events.
/// </summary>
internal sealed class CamtTarget : FuzzTarget
{
    static readonly CamtMapping Entries = new() { Source = "/f", Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul"), Received = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero) };
    static readonly CamtMapping Transactions = Entries with { PerTransaction = true, Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York") };

    static readonly string[] Texts =
    [
        "", " ", "0", "12.30", "-1", "999999999999999999", "79228162514264337593543950335", "0.0000000000000000000000000001", "1e3", "EUR", "CRDT", "DBIT", "BOOK", "PDNG", "INFO", "true", "1",
        "2026-11-23", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00", "9999-12-31T23:59:59.9999999", "2026-11-23T08:00:00+14:00", "0001-01-01T00:00:00+14:00", "2026-11-23Z", "😀", "NOTPROVIDED", "PMNT", "SALA",
    ];

    static readonly CamtReaderOptions Small = new() { MaxTransactions = 4, MaxText = 64, MaxDepth = 32, MaxMarkup = 2048, MaxNames = 200, MaxCharacters = 1 << 20 };

    public override string Name => "camt";

    public override int Longest => 8192;

    public override long MayAllocate(int octets) => 512 * 1024 + 512L * octets;

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. Texts.Select(Encoding.UTF8.GetBytes),
        .. new[] { "<Ntry>", "</Ntry>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#x10FFFF;", "&#0;", "<?x ?>", "<!DOCTYPE x [", "<!ENTITY a 'b'>", "Ccy=\"EUR\"", "xmlns=\"\"", "<TxDtls/>", "encoding=\"utf-16\"", "<Sts/>" }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IEnumerable<byte[]> Seeds() => [Encoding.UTF8.GetBytes(Sample("053", "13", "Stmt", "BkToCstmrStmt").Replace("<Dt>2026-11-23</Dt>", "<DtTm>0001-01-01T00:00:00</DtTm>", StringComparison.Ordinal)), Encoding.UTF8.GetBytes(Sample("053", "08", "Stmt", "BkToCstmrStmt")), Encoding.UTF8.GetBytes(Sample("054", "04", "Ntfctn", "BkToCstmrDbtCdtNtfctn")), Encoding.Unicode.GetBytes("\uFEFF" + Sample("052", "02", "Rpt", "BkToCstmrAcctRpt"))];

    static string Sample(string kind, string version, string part, string message) =>
        $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}"><{message}><GrpHdr><MsgId>M1</MsgId></GrpHdr><{part}><Id>S1</Id><CreDtTm>2026-11-23T08:00:00</CreDtTm>
        <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-22</Dt></Dt></Bal>
        <Ntry><NtryRef>N1</NtryRef><Amt Ccy="EUR">12.30</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>false</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><DtTm>2026-11-23T09:00:00+01:00</DtTm></ValDt><AcctSvcrRef>R1</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>CCRD</Cd><SubFmlyCd>POSD</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
        <TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy="EUR">10.00</Amt><RltdPties><Cdtr><Nm>Bakery</Nm></Cdtr></RltdPties><RmtInf><Ustrd>Bread</Ustrd></RmtInf><Purp><Cd>SALA</Cd></Purp></TxDtls>
        <TxDtls><Amt Ccy="EUR">2.30</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls></Ntry><Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry></{part}></{message}></Document>
        """;

    public override byte[]? Reshape(Random random, byte[] input) => XmlMutator.Mutate(random, input, Texts);

    public override void Run(byte[] input, Features seen)
    {
        var amounts = new List<string?>();
        var failed = Read(input, CamtReaderOptions.Default, amounts, seen);
        if (input.Length > PlainCamt.Longest)
            return;
        if (PlainCamt.Amounts(input) is { } plain)
            Oracle.Holds(failed ? amounts.Count <= plain.Count : Same(amounts, plain), "the stream has the entries of the tree");
        else
            Oracle.Holds(failed || amounts.Count == 0, "what is broken is called broken");
        _ = Read(input, Small, [], seen);
    }

    // An entry that was refused has no amount to compare; it must be there all the same.
    static bool Same(List<string?> read, IReadOnlyList<string> plain)
    {
        if (read.Count != plain.Count)
            return false;
        for (var i = 0; i < plain.Count; i++)
            if (read[i] is { } amount && amount != Canonical(plain[i]))
                return false;
        return true;
    }

    static string? Canonical(string amount) =>
        decimal.TryParse(amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number.ToString("G29", CultureInfo.InvariantCulture) : null;

    static bool Read(byte[] input, CamtReaderOptions options, List<string?> amounts, Features seen)
    {
        var failed = false;
        using var file = new MemoryStream(input);
        var records = CamtReader.ReadAsync(file, options).GetAsyncEnumerator();
        // Memory answers at once, so nothing waits here.
        while (records.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            switch (records.Current)
            {
                case CamtEntry entry:
                    amounts.Add(entry.Amount.Amount.ToString("G29", CultureInfo.InvariantCulture));
                    seen.Add(1, (uint)entry.Status << 8 | (entry.Credit ? 1u : 0) | (entry.Reversal ? 2u : 0));
                    seen.AddMagnitude(2, entry.Transactions.Count);
                    foreach (var note in entry.Notes)
                        seen.AddWords(3, note.Code + note.Why);
                    Map(entry, seen);
                    break;
                case CamtRefusedEntry refused:
                    amounts.Add(null);
                    foreach (var error in refused.Errors)
                        seen.AddWords(4, error.Code + error.Why);
                    break;
                case CamtFileError broken:
                    failed = true;
                    seen.AddWords(5, broken.Error.Code + broken.Error.Why);
                    break;
                case CamtBalance balance:
                    seen.Add(6, balance.Date is null ? 0u : 1);
                    break;
                case CamtStatementEnd:
                    seen.Add(7, 1);
                    break;
            }
        records.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return failed;
    }

    static void Map(CamtEntry entry, Features seen)
    {
        foreach (var mapping in (CamtMapping[])[Entries, Transactions])
            if (CamtToEvent.Map(entry, mapping) is CamtMapped.Events mapped)
            {
                seen.AddMagnitude(8, mapped.All.Count);
                Oracle.Holds(mapped.All.Count > 0 && mapped.All.Select(static happened => happened.Id).Distinct().Count() == mapped.All.Count, "events of an entry have ids of their own");
                Oracle.Holds(mapped.All.Sum(static happened => happened.Amount!.Value.Amount) == entry.Amount.Amount, "what is told is what was booked");
            }
    }
}
