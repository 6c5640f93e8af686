using System.IO.Compression;
using Tidings.Core.Events;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

public sealed class When_a_banks_history_is_read : IDisposable
{
    const string Header = "id,time,customer,amount,currency,merchant,country,latitude,longitude,fraud,labelled_at";
    readonly PastBank _bank = new();

    [Fact]
    public async Task Each_row_that_is_wrong_is_named_by_its_column_and_its_neighbours_are_taken()
    {
        var history = await PastBank.Read(_bank.File("payments.csv",
            Header,
            "a,2026-03-01T10:00:00+01:00,C1,12.50,EUR,Kiosk,de,52.5,13.4,0,2026-03-02T00:00:00Z",
            "b,01.03.2026,C1,12.50,EUR,,,,,,",
            "c,2026-03-01T10:00:00Z,C1,much,EUR,,,,,,",
            "d,2026-03-01T10:00:00Z,C1,1,EURO,,,,,,",
            "e,2026-03-01T10:00:00Z,C1,1,EUR,,,52.5,,,",
            "f,2026-03-01T10:00:00Z,C1,1,EUR,,,,,perhaps,",
            "g,2026-03-01T10:00:00Z,C1,1,EUR,,,,,1,2026-02-01T00:00:00Z",
            "a,2026-03-01T10:00:00Z,C1,1,EUR,,,,,,",
            "h,2026-03-01T10:00:00Z,,-1,EUR,,Germany,91,200,,",
            "i,2026-03-01T10:00:00Z,C1,1",
            ",,C1,,,,,,,,",
            "z,2026-03-01 08:00,C2,3,,,,,,1,"));
        Assert.Equal(
            ["2 time", "3 amount", "4 currency", "5 longitude", "6 fraud", "7 labelled_at", "8 id", "9 latitude", "9 longitude", "9 customer", "9 amount", "9 country", "10 $", "11 time", "11 id", "11 amount"],
            history.Faults.Select(static fault => $"{fault.Row} {fault.Error.Field}"));
        Assert.Equal(10, history.RowsRefused);
        Assert.False(history.IsBroken);
        // By time, not by row.
        var (first, second) = (history.Payments[0], history.Payments[1]);
        Assert.Equal((2, "C2", 3m, (string?)null, true), (history.Payments.Count, first.Customer, first.Amount, first.Currency, first.Fraud));
        Assert.Equal(("Kiosk", "DE", 52.5f, false, TimeSpan.FromHours(1)), (second.Merchant, second.Country, second.Latitude, second.Fraud, second.Time.Offset));
    }

    [Fact]
    public async Task Columns_go_by_other_names_or_are_mapped()
    {
        var file = _bank.File("payments.csv", "Transaction ID;Timestamp;CIF;Betrag;Beneficiary;MCC;note", "1;2026-03-01T10:00:00Z;7;5.00;Miller;;x", "2;2026-03-01T10:00:00Z;7;5.00;;5411;x");
        var history = await BankHistory.Read([file], null, new Dictionary<string, string> { ["amount"] = "Betrag" }, TestContext.Current.CancellationToken);
        Assert.Equal((TransactionKind.TransferOut, TransactionKind.CardPayment), (history.Payments[0].Kind, history.Payments[1].Kind));
        Assert.Equal(("Miller", "5411"), (history.Payments[0].Payee, history.Payments[1].MerchantCategory));
        Assert.Equal(["note"], history.Ignored);
        Assert.True((await PastBank.Read(file)).IsBroken);
    }

    [Fact]
    public async Task Labels_of_a_file_of_their_own_win()
    {
        var payments = _bank.File("payments.csv", Header, "a,2026-03-01T10:00:00Z,C1,1,EUR,,,,,0,", "b,2026-03-01T10:00:00Z,C1,1,EUR,,,,,,", "c,2026-03-01T10:00:00Z,C1,1,EUR,,,,,0,");
        var labels = _bank.File("labels.csv", "id,fraud,labelled_at", "a,1,2026-03-05T00:00:00Z", "b,0,", "x,1,", "c,1,2026-02-01T00:00:00Z", "c,,");
        var history = await BankHistory.Read([payments], labels, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
        Assert.Equal([true, false, false], history.Payments.Select(static one => one.Fraud));
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero), history.Payments[0].LabelledAt);
        Assert.Equal((1, 2), (history.LabelsOfNone, history.RowsRefused));
    }

    [Fact]
    public async Task An_empty_file_is_broken_and_one_with_a_header_alone_is_a_history_of_nothing()
    {
        Assert.True((await PastBank.Read(_bank.File("empty.csv"))).IsBroken);
        var nothing = await PastBank.Read(_bank.File("nothing.csv", Header));
        Assert.Equal((false, 0, 0), (nothing.IsBroken, nothing.Payments.Count, nothing.Faults.Count));
    }

    [Fact]
    public async Task Several_files_are_one_history_and_may_be_compressed()
    {
        var (one, other) = (_bank.File("1.csv", Header, "b,2026-03-02T10:00:00Z,C1,1,EUR,,,,,,"), _bank.File("2.csv", Header, "a,2026-03-01T10:00:00Z,C1,2,EUR,,,,,,"));
        await using (var from = File.OpenRead(other))
        await using (var to = new GZipStream(File.Create(other + ".gz"), CompressionLevel.Fastest))
            await from.CopyToAsync(to, TestContext.Current.CancellationToken);
        Assert.Equal([2m, 1m], (await PastBank.Read(one, other + ".gz")).Payments.Select(static payment => payment.Amount));
    }

    public void Dispose() => _bank.Dispose();
}
