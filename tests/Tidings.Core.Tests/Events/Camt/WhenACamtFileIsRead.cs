using System.Text;
using CsCheck;
using Tidings.Core.Events;
using Tidings.Core.Events.Camt;
using static Tidings.Core.Tests.Events.Camt.CamtFiles;

namespace Tidings.Core.Tests.Events.Camt;

public class WhenACamtFileIsRead
{
    public static TheoryData<int, int> Messages()
    {
        var data = new TheoryData<int, int>();
        foreach (var kind in (int[])[52, 53, 54])
            for (var version = 1; version <= 13; version++)
                data.Add(kind, version);
        return data;
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task All_versions_are_read(int kind, int version)
    {
        var status = version >= 8 ? "<Sts><Cd>BOOK</Cd></Sts>" : "<Sts>BOOK</Sts>";
        var details = "<TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs></TxDtls>";
        var entry = await ReadOne(Entry(status: status, more: version == 1 ? details : $"<NtryDtls>{details}</NtryDtls>"), kind, version);
        Assert.Equal(((CamtMessage)kind, version, "M-1", "P-1", Iban, true),
            (entry.Statement.Message, entry.Statement.Version, entry.Statement.MessageId, entry.Statement.Id, entry.Statement.Account, entry.Statement.AccountIsIban));
        Assert.Equal((new Money(12.30m, "EUR"), false, CamtStatus.Booked, "E-1"),
            (entry.Amount, entry.Credit, entry.Status, Assert.Single(entry.Transactions).EndToEndId));
    }

    [Theory]
    [InlineData("camt.054.001.14")]
    [InlineData("camt.054.001.00")]
    [InlineData("camt.053.001.04")] // a statement's schema on a notification
    [InlineData("pain.001.001.03")]
    public async Task Another_schema_is_refused(string schema)
    {
        var records = await Read(Message(Entry()).Replace("camt.054.001.04", schema, StringComparison.Ordinal));
        Assert.Equal("Document/@xmlns", Assert.IsType<CamtFileError>(Assert.Single(records)).Error.Field);
    }

    [Fact]
    public async Task Another_message_is_no_camt_file() =>
        Assert.IsType<CamtFileError>(Assert.Single(await Read("<Document><CstmrCdtTrfInitn/></Document>")));

    [Fact]
    public async Task An_envelope_around_it_is_read_over()
    {
        var message = Message(Entry());
        var wrapped = "<Envelope><AppHdr><MsgId>other</MsgId></AppHdr>" + message[(message.IndexOf("?>", StringComparison.Ordinal) + 2)..] + "</Envelope>";
        Assert.Equal("M-1", Assert.Single((await Read(wrapped)).OfType<CamtEntry>()).Statement.MessageId);
    }

    [Fact]
    public async Task All_of_an_entry_is_kept()
    {
        var entry = await ReadOne(Entry(more: """
            <BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><DtTm>2026-11-24T08:30:00+01:00</DtTm></ValDt>
            <AcctSvcrRef>S-1</AcctSvcrRef>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>Z24</Cd></Prtry></BkTxCd>
            <NtryDtls><Btch><NbOfTxs>1</NbOfTxs></Btch><TxDtls>
              <Refs><AcctSvcrRef>S-2</AcctSvcrRef><InstrId>I-1</InstrId><EndToEndId>NOTPROVIDED</EndToEndId><TxId>T-1</TxId></Refs>
              <Amt Ccy="USD">13.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
              <AmtDtls><InstdAmt><Amt Ccy="JPY">1900</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">12.30</Amt></TxAmt></AmtDtls>
              <RltdPties><Dbtr><Nm>Ada &amp; Co</Nm></Dbtr><Cdtr><Pty><Nm>Blue River Ltd</Nm></Pty></Cdtr>
                <CdtrAcct><Id><Othr><Id>12345</Id></Othr></Id></CdtrAcct><UltmtCdtr><Nm>Green Lake</Nm></UltmtCdtr></RltdPties>
              <RmtInf><Ustrd>line one</Ustrd><Ustrd>line two</Ustrd><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>
              <Purp><Cd>SALA</Cd></Purp><RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf>
            </TxDtls></NtryDtls><AddtlNtryInf>info</AddtlNtryInf>
            """));
        Assert.Equal(new DateOnly(2026, 11, 23), entry.Booked!.Value.Date);
        Assert.Equal((new TimeOnly(8, 30), TimeSpan.FromHours(1)), (entry.Value!.Value.Time, entry.Value.Value.Offset));
        Assert.Equal((null, "S-1", "info"), (entry.Reference, entry.ServicerReference, entry.AdditionalInformation));
        Assert.Equal(new CamtCode("PMNT", "ICDT", "ESCT", "Z24"), entry.Code);
        var detail = Assert.Single(entry.Transactions);
        Assert.Equal((new Money(13m, "USD"), new Money(1900m, "JPY"), false), (detail.Amount, detail.Instructed, detail.Credit));
        Assert.Equal(("S-2", "I-1", null, "T-1"), (detail.ServicerReference, detail.InstructionId, detail.EndToEndId, detail.TransactionId));
        Assert.Equal(("Ada & Co", "Blue River Ltd", "12345", "Green Lake"),
            (detail.Debtor!.Name, detail.Creditor!.Name, detail.Creditor.Account, detail.UltimateCreditor));
        Assert.Equal(("line one line two", "RF18", "SALA", "AC01"),
            (detail.Remittance, detail.CreditorReference, detail.Purpose, detail.ReturnReason));
        Assert.Empty(entry.Notes);
    }

    [Theory]
    [InlineData("", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/Amt", "missing")]
    [InlineData("<Amt Ccy=\"EUR\"/>", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/Amt", "missing")]
    [InlineData("<Amt Ccy=\"EUR\">12,30</Amt>", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/Amt", "format")]
    [InlineData("<Amt Ccy=\"EUR\">-1</Amt>", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/Amt", "range")]
    [InlineData("<Amt>1</Amt>", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/Amt/@Ccy", "missing")]
    [InlineData("<Amt Ccy=\"EUX\">1</Amt>", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/Amt/@Ccy", "unknown-value")]
    [InlineData("<Amt Ccy=\"EUR\">1.00001</Amt>", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/Amt", "range")]
    [InlineData("<Amt Ccy=\"eur\">1</Amt>", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/Amt/@Ccy", "format")]
    [InlineData("<Amt Ccy=\"EUR\">1</Amt>", "", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/CdtDbtInd", "missing")]
    [InlineData("<Amt Ccy=\"EUR\">1</Amt>", "<CdtDbtInd>CREDIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/CdtDbtInd", "unknown-value")]
    [InlineData("<Amt Ccy=\"EUR\">1</Amt>", "<CdtDbtInd>CRDT</CdtDbtInd>", "", "Ntfctn[1]/Ntry[2]/Sts", "missing")]
    [InlineData("<Amt Ccy=\"EUR\">1</Amt>", "<CdtDbtInd>CRDT</CdtDbtInd><RvslInd>yes</RvslInd>", "<Sts>BOOK</Sts>", "Ntfctn[1]/Ntry[2]/RvslInd", "unknown-value")]
    public async Task A_wrong_entry_is_refused_alone_with_its_field(string amount, string side, string status, string field, string code)
    {
        var records = await Read(Message(Entry() + Entry(amount, side, status) + Entry()));
        var refused = Assert.Single(records.OfType<CamtRefusedEntry>());
        var error = Assert.Single(refused.Errors);
        Assert.Equal((field, code), (error.Field, error.Code));
        Assert.Equal((2, 2L), (refused.Index, refused.Ordinal));
        Assert.Equal([1L, 3L], records.OfType<CamtEntry>().Select(e => e.Ordinal));
        var end = Assert.IsType<CamtStatementEnd>(records[^1]);
        Assert.Equal((3, 1), (end.Entries, end.Refused));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var refused = Assert.Single((await Read(Message(Entry("", "", "")))).OfType<CamtRefusedEntry>());
        Assert.Equal(["Amt", "CdtDbtInd", "Sts"], refused.Errors.Select(e => e.Field.Split('/')[^1]));
    }

    [Fact]
    public async Task A_details_amount_is_not_the_entrys()
    {
        var details = "<NtryDtls><TxDtls><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls></NtryDtls>";
        Assert.Single((await Read(Message(Entry("", more: details)))).OfType<CamtRefusedEntry>());
    }

    [Fact]
    public async Task An_unreadable_date_is_noted_and_left_out()
    {
        var entry = await ReadOne(Entry(more: "<BookgDt><Dt>23.11.2026</Dt></BookgDt>"));
        Assert.Null(entry.Booked);
        Assert.Equal("Ntfctn[1]/Ntry[1]/BookgDt", Assert.Single(entry.Notes).Field);
    }

    [Theory]
    [InlineData("<DtTm>0001-01-01T00:00:00</DtTm>"), InlineData("<DtTm>9999-12-31T23:59:59</DtTm>"), InlineData("<Dt>1989-12-31</Dt>"), InlineData("<Dt>2201-01-01</Dt>")]
    public async Task A_date_of_no_year_that_can_be_is_noted_and_left_out(string date)
    {
        var entry = await ReadOne(Entry(more: $"<BookgDt>{date}</BookgDt>"));
        Assert.Null(entry.Booked);
        Assert.Equal("Ntfctn[1]/Ntry[1]/BookgDt", Assert.Single(entry.Notes).Field);
    }

    [Theory]
    [InlineData("1990-01-01"), InlineData("2200-12-31")]
    public async Task A_date_at_the_edge_of_the_years_is_taken_in_any_zone(string date)
    {
        var entry = await ReadOne(Entry(more: $"<BookgDt><Dt>{date}</Dt></BookgDt>"));
        foreach (var hours in (int[])[-14, 14])
            Assert.Equal(date, entry.Booked!.Value.In(TimeZoneInfo.CreateCustomTimeZone("z", TimeSpan.FromHours(hours), "z", "z")).ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData("windows-1252"), InlineData("ISO-8859-9"), InlineData("windows-1254")]
    public async Task Older_character_sets_are_read(string charset)
    {
        var file = Message(Entry(more: "<AddtlNtryInf>Café Müller</AddtlNtryInf>")).Replace("UTF-8", charset, StringComparison.Ordinal);
        var records = await Read(new MemoryStream(BankEncodings.Find(charset)!.GetBytes(file)));
        Assert.Equal("Café Müller", Assert.Single(records.OfType<CamtEntry>()).AdditionalInformation);
    }

    [Fact]
    public async Task The_texts_of_an_entrys_transactions_are_bounded_together()
    {
        var one = $"<TxDtls><Amt Ccy=\"EUR\">1</Amt><RmtInf><Ustrd>{new string('x', 2000)}</Ustrd></RmtInf></TxDtls>";
        var entry = await ReadOne(Entry(more: $"<NtryDtls>{string.Concat(Enumerable.Repeat(one, 900))}</NtryDtls>"));
        Assert.Equal((900, 900), (entry.TransactionCount, entry.Transactions.Count));
        Assert.InRange(entry.Transactions.Sum(t => t.Remittance?.Length ?? 0), 900_000, 1_000_000);
        Assert.Equal("many", Assert.Single(entry.Notes).Code);
    }

    [Fact]
    public async Task A_balance_is_a_fact_of_the_statement_and_signed()
    {
        var records = await Read(Message("""
            <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">40.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>
            <Bal><Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">unknown</Amt><CdtDbtInd>DBIT</CdtDbtInd></Bal>
            """, kind: 53));
        var balance = Assert.Single(records.OfType<CamtBalance>());
        Assert.Equal(("CLBD", new Money(-40m, "EUR")), (balance.Type, balance.Amount));
    }

    [Fact]
    public async Task A_declared_count_that_lies_is_a_fact_and_no_error()
    {
        var records = await Read(Message("<TxsSummry><TtlNtries><NbOfNtries>14</NbOfNtries></TtlNtries></TxsSummry>" + Entry()));
        Assert.Equal((1, 14), (((CamtStatementEnd)records[^1]).Entries, ((CamtStatementEnd)records[^1]).DeclaredEntries));
    }

    [Fact]
    public async Task Without_an_account_all_its_entries_are_refused()
    {
        var records = await Read(Message(Entry()).Replace($"<IBAN>{Iban}</IBAN>", "", StringComparison.Ordinal));
        Assert.Equal("Ntfctn[1]/Acct/Id", Assert.Single(Assert.Single(records.OfType<CamtRefusedEntry>()).Errors).Field);
    }

    [Fact]
    public async Task What_came_before_a_broken_tail_stands()
    {
        var message = Message(Entry() + Entry());
        var records = await Read(message[..(message.LastIndexOf("<CdtDbtInd>", StringComparison.Ordinal) + 5)]);
        Assert.Single(records.OfType<CamtEntry>());
        var error = Assert.IsType<CamtFileError>(records[^1]);
        Assert.Equal("broken", error.Error.Code);
        Assert.True(error.Line > 0);
    }

    [Theory]
    [InlineData("<!DOCTYPE Document [<!ENTITY x \"y\">]>")]
    [InlineData("<!DOCTYPE Document SYSTEM \"http://evil.example/x.dtd\">")]
    public async Task A_dtd_is_refused(string dtd)
    {
        var message = Message(Entry());
        var records = await Read(message.Insert(message.IndexOf("<Document", StringComparison.Ordinal), dtd));
        Assert.Equal("broken", Assert.IsType<CamtFileError>(Assert.Single(records)).Error.Code);
    }

    [Theory]
    [InlineData(61, 1)] // the deepest has 64 around it
    [InlineData(62, 0)]
    [InlineData(10_000, 0)]
    public async Task Depth_is_bounded(int deep, int entries)
    {
        var nested = string.Concat(Enumerable.Repeat("<X>", deep)) + string.Concat(Enumerable.Repeat("</X>", deep));
        var records = await Read(Message(Entry(more: nested)));
        Assert.Equal((entries, entries == 0), (records.OfType<CamtEntry>().Count(), records[^1] is CamtFileError));
    }

    [Fact]
    public async Task A_long_text_is_cut_and_noted()
    {
        var entry = await ReadOne(Entry(more: $"<AddtlNtryInf>{new string('x', 100_000)}</AddtlNtryInf>"));
        Assert.Equal((2000, "cut"), (entry.AdditionalInformation!.Length, Assert.Single(entry.Notes).Code));
    }

    [Fact]
    public async Task Names_and_markup_are_bounded()
    {
        var names = string.Concat(Enumerable.Range(0, 200).Select(i => $"<n{i}/>"));
        var bounded = await Read(Message(Entry() + Entry(more: names)), new CamtReaderOptions { MaxNames = 150 });
        Assert.Equal(("limit", 1), (Assert.IsType<CamtFileError>(bounded[^1]).Error.Code, bounded.OfType<CamtEntry>().Count()));

        var attribute = $"<X y=\"{new string('z', 200_000)}\"/>";
        Assert.Single((await Read(Message(Entry(more: attribute)))).OfType<CamtEntry>());
        var refused = await Read(Message(Entry(more: attribute)), new CamtReaderOptions { MaxMarkup = 100_000 });
        Assert.Equal("limit", Assert.IsType<CamtFileError>(refused[^1]).Error.Code);
    }

    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(4, 3, 1)]
    public async Task Transactions_over_the_limit_are_counted_and_not_kept(int count, int kept, int notes)
    {
        var details = $"<NtryDtls>{string.Concat(Enumerable.Repeat("<TxDtls><Amt Ccy=\"EUR\">1</Amt></TxDtls>", count))}</NtryDtls>";
        var records = await Read(Message(Entry(more: details)), new CamtReaderOptions { MaxTransactions = 3 });
        var entry = Assert.Single(records.OfType<CamtEntry>());
        Assert.Equal((count, kept, notes), (entry.TransactionCount, entry.Transactions.Count, entry.Notes.Count));
    }

    [Fact]
    public async Task The_same_file_has_the_same_ids_and_twins_have_different_ones()
    {
        var message = Message(Entry() + Entry());
        var first = (await Read(message)).OfType<CamtEntry>().Select(e => e.EventId).ToList();
        var second = (await Read(message)).OfType<CamtEntry>().Select(e => e.EventId).ToList();
        Assert.Equal(first, second);
        Assert.NotEqual(first[0], first[1]);
        var other = (await Read(message.Replace("M-1", "M-2", StringComparison.Ordinal))).OfType<CamtEntry>().Select(e => e.EventId);
        Assert.Empty(first.Intersect(other));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    [InlineData("iso-8859-1")]
    public async Task Encodings_and_byte_order_marks_are_read(string encoding)
    {
        var text = Message(Entry(more: "<AddtlNtryInf>Café</AddtlNtryInf>")).Replace("UTF-8", encoding, StringComparison.Ordinal);
        var coding = Encoding.GetEncoding(encoding);
        var records = await Read(new MemoryStream([.. coding.GetPreamble(), .. coding.GetBytes(text)]));
        Assert.Equal("Café", Assert.Single(records.OfType<CamtEntry>()).AdditionalInformation);
    }

    [Fact]
    public async Task Any_damage_gives_records_and_never_throws()
    {
        var message = Encoding.UTF8.GetBytes(Message(Entry(more: "<NtryDtls><TxDtls><Amt Ccy=\"EUR\">1</Amt></TxDtls></NtryDtls>") + Entry(), version: 8));
        await Gen.Select(Gen.Int[0, message.Length - 1], Gen.Byte, Gen.Int[0, message.Length]).SampleAsync(async (at, octet, cut) =>
        {
            var damaged = message.ToArray();
            damaged[at] = octet;
            await Read(new MemoryStream(damaged[..Math.Max(cut, at)]));
        }, iter: 300);
    }
}
