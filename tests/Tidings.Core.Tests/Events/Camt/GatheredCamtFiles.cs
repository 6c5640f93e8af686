using System.Globalization;
using System.Text.Json;
using Tidings.Core.Events;
using Tidings.Core.Events.Camt;

namespace Tidings.Core.Tests.Events.Camt;

public class GatheredCamtFiles
{
    [Fact]
    public async Task Every_file_holds_entry_by_entry_and_sum_by_sum()
    {
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(CamtFiles.Gathered("expected.json"), TestContext.Current.CancellationToken));
        var files = 0;
        foreach (var file in expected.RootElement.EnumerateArray())
        {
            var name = file.GetProperty("file").GetString()!;
            await using var stream = File.OpenRead(CamtFiles.Gathered(name));
            var records = await CamtFiles.Read(stream);
            var entries = records.OfType<CamtEntry>().ToList();
            void Same<T>(string what, T wanted, T got) => Assert.Equal((name, what, wanted), (name, what, got));

            Assert.Empty(records.OfType<CamtFileError>());
            Assert.Empty(records.OfType<CamtRefusedEntry>());
            Same("entries", file.GetProperty("entries").GetInt32(), entries.Count);
            Same("credits", file.GetProperty("credits").GetInt32(), entries.Count(e => e.Credit));
            Same("debits", file.GetProperty("debits").GetInt32(), entries.Count(e => !e.Credit));
            Same("sumCRDT", Sums(file.GetProperty("sumCRDT")), Sums(entries.Where(e => e.Credit)));
            Same("sumDBIT", Sums(file.GetProperty("sumDBIT")), Sums(entries.Where(e => !e.Credit)));
            Same("reversals", file.GetProperty("reversals").GetInt32(), entries.Count(e => e.Reversal));
            Same("txdtls", file.GetProperty("txdtls").GetInt32(), entries.Sum(e => e.TransactionCount));
            Same("without", file.GetProperty("entries_without_txdtls").GetInt32(), entries.Count(e => e.TransactionCount == 0));
            Same("multi", file.GetProperty("entries_multi_tx").GetInt32(), entries.Count(e => e.TransactionCount > 1));
            foreach (var status in file.GetProperty("status").EnumerateObject())
                Same(status.Name, status.Value.GetInt32(), entries.Count(e => e.StatusCode == status.Name));

            var parts = records.OfType<CamtStatementEnd>().ToList();
            Same("parts", file.GetProperty("per_container").GetArrayLength(), parts.Count);
            foreach (var (wanted, got) in file.GetProperty("per_container").EnumerateArray().Zip(parts))
            {
                var statement = got.Statement;
                var own = entries.Where(e => e.Statement == statement).ToList();
                Same("msg", file.GetProperty("msg").GetString(), $"camt.0{(int)statement.Message}.001.{statement.Version:D2}");
                Same("kind", wanted.GetProperty("kind").GetString(), statement.Element);
                Same("account", wanted.GetProperty("account").GetString(), statement.Account);
                Same("acct_ccy", wanted.GetProperty("acct_ccy").GetString(), statement.Currency);
                Same("part entries", wanted.GetProperty("entries").GetInt32(), own.Count);
                Same("part CRDT", Sums(wanted.GetProperty("CRDT")), Sums(own.Where(e => e.Credit)));
                Same("part DBIT", Sums(wanted.GetProperty("DBIT")), Sums(own.Where(e => !e.Credit)));
                Same(
                    "balances",
                    string.Join(';', wanted.GetProperty("balances").EnumerateObject().Select(b => $"{b.Name} {Normal(b.Value.GetString()!)}").Order()),
                    string.Join(';', records.OfType<CamtBalance>().Where(b => b.Statement == statement)
                        .Select(b => $"{b.Type} {Number(b.Amount.Amount)} {b.Amount.Currency}").Order()));
            }
            Same("ids", entries.Count, entries.Select(e => e.EventId).Distinct().Count());
            files++;
        }
        Assert.Equal(12, files);
    }

    [Fact]
    public async Task The_names_below_Pty_of_version_08_are_read()
    {
        await using var stream = File.OpenRead(CamtFiles.Gathered("postfinance-v08-qr-two-tx.xml"));
        var entry = Assert.Single((await CamtFiles.Read(stream)).OfType<CamtEntry>());
        Assert.Equal((CamtStatus.Booked, 2, 2), (entry.Status, entry.TransactionCount, entry.DeclaredTransactions));
        Assert.Equal("Bernasconi Maria", entry.Transactions[0].Debtor!.Name);
        Assert.Equal(new Money(778.29m, "CHF"), entry.Transactions[0].Amount);
    }

    [Fact]
    public async Task A_batch_that_lies_is_noted_and_told_as_its_entry()
    {
        await using var stream = File.OpenRead(CamtFiles.Gathered("genkgo-v04-batch-mismatch.xml"));
        var entry = Assert.Single((await CamtFiles.Read(stream)).OfType<CamtEntry>());
        Assert.Equal((3, 2), (entry.TransactionCount, entry.DeclaredTransactions));
        Assert.Equal("contradicts", Assert.Single(entry.Notes).Code);
        var mapped = Assert.IsType<CamtMapped.Events>(CamtToEvent.Map(entry, WhenAnEntryBecomesAnEvent.Mapping with { PerTransaction = true, TellCopies = true }));
        Assert.Equal(new Money(200000m, "SEK"), Assert.Single(mapped.All).Amount);
    }

    [Fact]
    public async Task The_informational_entry_is_no_booking_and_the_others_are()
    {
        await using var stream = File.OpenRead(CamtFiles.Gathered("finland-v02-six-entries-info-reversal.xml"));
        var entries = (await CamtFiles.Read(stream)).OfType<CamtEntry>().ToList();
        var mapped = entries.Select(e => CamtToEvent.Map(e, WhenAnEntryBecomesAnEvent.Mapping)).ToList();
        Assert.Equal(5, mapped.OfType<CamtMapped.Events>().Count());
        Assert.Equal(new CamtMapped.Skipped(CamtSkip.Information), mapped[5]);
    }

    private static string Sums(JsonElement sums) =>
        string.Join(';', sums.EnumerateObject().Select(s => $"{s.Name} {Number(decimal.Parse(s.Value.GetString()!, CultureInfo.InvariantCulture))}").Order());

    private static string Sums(IEnumerable<CamtEntry> entries) =>
        string.Join(';', entries.GroupBy(e => e.Amount.Currency).Select(g => $"{g.Key} {Number(g.Sum(e => e.Amount.Amount))}").Order());

    private static string Normal(string balance)
    {
        var parts = balance.Split(' ');
        return $"{Number(decimal.Parse(parts[0], CultureInfo.InvariantCulture))} {parts[1]}";
    }

    private static string Number(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);
}
