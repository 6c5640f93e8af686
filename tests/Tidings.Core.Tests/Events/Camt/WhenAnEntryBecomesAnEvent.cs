using Tidings.Core.Events;
using Tidings.Core.Events.Camt;
using static Tidings.Core.Tests.Events.Camt.CamtFiles;

namespace Tidings.Core.Tests.Events.Camt;

public class WhenAnEntryBecomesAnEvent
{
    internal static readonly CamtMapping Mapping = new()
    {
        Source = "files/test",
        Zone = TimeZoneInfo.CreateCustomTimeZone("bank", TimeSpan.FromHours(2), "bank", "bank"),
        Received = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero),
    };

    private const string Credit = "<CdtDbtInd>CRDT</CdtDbtInd>";
    private const string Debit = "<CdtDbtInd>DBIT</CdtDbtInd>";
    private const string Reversal = "<RvslInd>true</RvslInd>";
    private const string Parties = "<RltdPties><Dbtr><Nm>Payer</Nm></Dbtr><Cdtr><Nm>Payee</Nm></Cdtr></RltdPties>";

    [Theory]
    [InlineData(Credit, "RCDT", "ESCT", TransactionKind.TransferIn, true)]
    [InlineData(Debit, "ICDT", "ESCT", TransactionKind.TransferOut, false)]
    [InlineData(Debit, "IRCT", "ESCT", TransactionKind.TransferOut, false)]
    [InlineData(Debit, "RDDT", "ESDD", TransactionKind.TransferOut, false)]
    [InlineData(Debit, "CCRD", "POSD", TransactionKind.CardPayment, false)]
    [InlineData(Credit, "CCRD", "POSD", TransactionKind.Refund, true)]
    [InlineData(Debit, "CCRD", "CWDL", TransactionKind.Cash, false)]
    [InlineData(Credit, "CNTR", "CDPT", TransactionKind.Cash, true)]
    [InlineData(Debit, "CCRD", "FEES", TransactionKind.Fee, false)]
    [InlineData(Debit, "RDDT", "UPDD", TransactionKind.Reversal, false)]
    [InlineData(Credit, "MCRD", "POSC", TransactionKind.Deposit, true)]
    [InlineData(Debit, "MCRD", "FEES", TransactionKind.Fee, false)]
    [InlineData(Credit, "XXXX", "XXXX", TransactionKind.Deposit, true)]
    [InlineData(Debit, "XXXX", "XXXX", TransactionKind.Withdrawal, false)]
    [InlineData(Credit + Reversal, "ICDT", "ESCT", TransactionKind.Reversal, true)]
    public async Task The_code_and_the_direction_say_the_kind(string side, string family, string sub, TransactionKind kind, bool credit)
    {
        var code = $"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>";
        var told = await Told(Entry(side: side, more: code));
        Assert.Equal((kind, credit, EventTypes.TransactionPosted, Iban, ""), (told.Kind, told.Credit, told.Type, told.Account, told.Customer));
        Assert.Null(told.Balance);
    }

    [Theory]
    [InlineData("SALA", "SALA")] // payroll, as the bank's own code says it
    [InlineData("ESCT", null)]
    public async Task A_payroll_code_is_the_purpose_of_a_salary(string sub, string? purpose)
    {
        var code = $"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>";
        Assert.Equal(purpose, (await Told(Entry(side: Credit, more: code))).Purpose);
    }

    [Theory]
    [InlineData(Credit, "Payer")]
    [InlineData(Debit, "Payee")]
    [InlineData(Credit + Reversal, "Payee")] // a debit came back: from whom it was paid to
    [InlineData(Debit + Reversal, "Payer")]
    public async Task A_reversal_turns_who_the_other_side_is(string side, string name) =>
        Assert.Equal(name, (await Told(Entry(side: side, more: $"<NtryDtls><TxDtls>{Parties}</TxDtls></NtryDtls>"))).Counterparty);

    [Theory]
    [InlineData("<Sts>INFO</Sts>", CamtSkip.Information)]
    [InlineData("<Sts><Cd>FUTR</Cd></Sts>", CamtSkip.Future)]
    [InlineData("<Sts><Prtry>SOON</Prtry></Sts>", CamtSkip.UnknownStatus)]
    public async Task What_is_no_booking_is_skipped_with_the_reason(string status, CamtSkip why) =>
        Assert.Equal(new CamtMapped.Skipped(why), CamtToEvent.Map(await ReadOne(Entry(status: status), version: 8), Mapping));

    [Fact]
    public async Task Nothing_booked_is_nothing_to_tell() =>
        Assert.Equal(new CamtMapped.Skipped(CamtSkip.Zero), CamtToEvent.Map(await ReadOne(Entry("<Amt Ccy=\"EUR\">0.00</Amt>")), Mapping));

    [Theory]
    [InlineData("DUPL"), InlineData("COPY"), InlineData("CODU")]
    public async Task What_was_sent_before_is_skipped_unless_the_bank_wants_it(string mark)
    {
        var file = Message(Entry()).Replace("<Acct>", $"<CpyDplctInd>{mark}</CpyDplctInd><Acct>", StringComparison.Ordinal);
        var entry = Assert.Single((await Read(file)).OfType<CamtEntry>());
        Assert.Equal(new CamtMapped.Skipped(CamtSkip.Copy), CamtToEvent.Map(entry, Mapping));
        Assert.IsType<CamtMapped.Events>(CamtToEvent.Map(entry, Mapping with { TellCopies = true }));
    }

    [Theory]
    [InlineData("<BookgDt><DtTm>2026-11-24T12:00:01Z</DtTm></BookgDt>", true)]
    [InlineData("<BookgDt><DtTm>2026-11-24T12:00:00Z</DtTm></BookgDt>", false)]
    public async Task A_booking_that_has_not_happened_is_refused(string dates, bool refused) =>
        Assert.Equal(refused, CamtToEvent.Map(await ReadOne(Entry(more: dates)), Mapping) is CamtMapped.Refused { Error: { Code: "range", Field: "Ntfctn[1]/Ntry[1]/BookgDt" } });

    [Fact]
    public async Task A_value_date_that_is_still_to_come_does_not_move_the_event() =>
        Assert.Equal(Mapping.Received, (await Told(Entry(more: "<ValDt><Dt>2026-11-27</Dt></ValDt>"))).Time);

    [Fact]
    public async Task The_only_transaction_of_an_entry_has_its_id_either_way()
    {
        var entry = await ReadOne(Entry(more: Details(("EUR", "12.30"))));
        var ids = new[] { false, true }.Select(each => Assert.Single(Assert.IsType<CamtMapped.Events>(CamtToEvent.Map(entry, Mapping with { PerTransaction = each })).All).Id);
        Assert.Equal([entry.EventId, entry.EventId], ids);
    }

    [Fact]
    public async Task Pending_stays_pending()
    {
        Assert.True((await Told(Entry(status: "<Sts>PDNG</Sts>"))).Pending);
        Assert.False((await Told(Entry())).Pending);
    }

    [Theory]
    [InlineData("<BookgDt><Dt>2026-11-20</Dt></BookgDt>", "2026-11-20T12:00:00+02:00")]
    [InlineData("<BookgDt><DtTm>2026-11-20T08:00:00</DtTm></BookgDt>", "2026-11-20T08:00:00+02:00")]
    [InlineData("<BookgDt><DtTm>2026-11-20T08:00:00Z</DtTm></BookgDt>", "2026-11-20T08:00:00+00:00")]
    [InlineData("<ValDt><Dt>2026-11-21</Dt></ValDt>", "2026-11-21T12:00:00+02:00")]
    [InlineData("", "2026-11-23T10:15:00+01:00")] // the notification's own
    public async Task The_time_is_the_bookings_in_the_banks_zone(string dates, string time) =>
        Assert.Equal(time, (await Told(Entry(more: dates))).Time.ToString("yyyy-MM-ddTHH:mm:sszzz"));

    [Fact]
    public async Task Transactions_that_add_up_are_told_one_by_one_if_the_bank_wants_it()
    {
        var entry = await ReadOne(Entry(more: Details(("EUR", "12.00"), ("EUR", "0.30"))));
        var one = Assert.IsType<CamtMapped.Events>(CamtToEvent.Map(entry, Mapping));
        Assert.Equal(new Money(12.30m, "EUR"), Assert.Single(one.All).Amount);
        var each = Assert.IsType<CamtMapped.Events>(CamtToEvent.Map(entry, Mapping with { PerTransaction = true }));
        Assert.Equal([new Money(12.00m, "EUR"), new Money(0.30m, "EUR")], each.All.Select(e => e.Amount!.Value));
        Assert.Equal(3, each.All.Select(e => e.Id).Append(one.All[0].Id).Distinct().Count());
    }

    [Theory]
    [InlineData("EUR", "12.29")] // one cent less
    [InlineData("USD", "12.30")] // another currency
    [InlineData("EUR", "none")]
    [InlineData("EUR", "0")]
    public async Task Transactions_that_do_not_add_up_stay_one_entry(string currency, string amount)
    {
        var entry = await ReadOne(Entry(more: Details((currency, amount))));
        var mapped = Assert.IsType<CamtMapped.Events>(CamtToEvent.Map(entry, Mapping with { PerTransaction = true }));
        Assert.Equal((entry.EventId, new Money(12.30m, "EUR")), (Assert.Single(mapped.All).Id, mapped.All[0].Amount));
    }

    [Fact]
    public async Task A_reference_not_provided_is_none()
    {
        var told = await Told(Entry(
            more: "<AcctSvcrRef>NOTPROVIDED</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls></NtryDtls>"));
        Assert.Null(told.Reference);
        Assert.Equal("S-9", (await Told(Entry(more: "<AcctSvcrRef>S-9</AcctSvcrRef>"))).Reference);
    }

    private static string Details(params (string Currency, string Amount)[] all) =>
        $"<NtryDtls>{string.Concat(all.Select(d => $"<TxDtls><Amt Ccy=\"{d.Currency}\">{d.Amount}</Amt></TxDtls>"))}</NtryDtls>";

    private static async Task<BankEvent> Told(string entry) =>
        Assert.Single(Assert.IsType<CamtMapped.Events>(CamtToEvent.Map(await ReadOne(entry, version: 8), Mapping)).All);
}
