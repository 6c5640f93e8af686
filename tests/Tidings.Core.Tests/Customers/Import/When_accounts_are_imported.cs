using System.Text;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;

namespace Tidings.Core.Tests.Customers.Import;

public sealed class When_accounts_are_imported
{
    static async Task<List<ImportRecord<AccountUpdate>>> Read(string file)
    {
        var records = new List<ImportRecord<AccountUpdate>>();
        await foreach (var record in AccountImport.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), null, new Dictionary<string, string>(), TestContext.Current.CancellationToken))
            records.Add(record);
        return records;
    }

    static ImportRow<AccountUpdate>[] Rows(List<ImportRecord<AccountUpdate>> records) => [.. records.OfType<ImportRow<AccountUpdate>>()];

    [Fact]
    public async Task Every_field_arrives()
    {
        var account = Assert.Single(Rows(await Read("iban,owners,ccy,masked,nickname,lowBalance,largeTransaction\nDE02,C-1|C-2;C-3 C-1,EUR,**02,House,100.50,1\n"))).Value!.Account;
        Assert.Equal(["C-1", "C-2", "C-3"], account.Holders);
        Assert.Equal(("DE02", "EUR", "**02", "House", 100.50m, 1m), (account.Id, account.Currency, account.Masked, account.Nickname, account.LowBalance, account.LargeTransaction));
    }

    [Fact]
    public async Task Rows_of_one_account_that_follow_each_other_are_its_holders()
    {
        var rows = Rows(await Read("id,customer,currency\nA,1,EUR\nA,2,EUR\nB,1,EUR\nA,3,EUR\n"));
        Assert.Equal([("A", "1,2", 1), ("B", "1", 3), ("A", "1,2,3", 4)], rows.Select(r => (r.Value!.Account.Id, string.Join(',', r.Value.Account.Holders), r.Row)));
    }

    [Fact]
    public async Task Without_a_masked_number_the_last_four_are_shown() =>
        Assert.Equal("**6789", Assert.Single(Rows(await Read("id,customer,currency\nDE12 3456 789,1,EUR\n"))).Value!.Account.Masked);

    [Theory]
    [InlineData("**123456", null), InlineData("**1234567", "range")]
    public async Task A_masked_number_shows_six_digits_and_no_more(string masked, string? code) =>
        Assert.Equal(code, Assert.Single(Rows(await Read($"id,customer,currency,masked\nA,1,EUR,{masked}\n"))).Errors.FirstOrDefault()?.Code);

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        var row = Assert.Single(Rows(await Read("id,customer,currency,lowBalance\n,,eur,\"1,000\"\n")));
        Assert.Equal([("currency", "unknown-value"), ("customer", "missing"), ("id", "missing"), ("lowBalance", "format")], row.Errors.Select(e => (e.Field, e.Code)).Order());
    }

    [Theory]
    [InlineData("A,1,EUR,Mine,,\nA,2,EUR,,10,\n", "1,2", "Mine", 10)] // next to each other
    [InlineData("A,1,EUR,Mine,,\nB,9,EUR,,,\nA,2,EUR,,10,\nA,1,EUR,Mine,10,\n", "1,2", "Mine", 10)] // apart
    public async Task Rows_of_one_account_are_joined_wherever_they_stand(string rows, string holders, string nickname, decimal low)
    {
        var read = Rows(await Read("id,customer,currency,nickname,lowBalance,masked\n" + rows));
        Assert.All(read, row => Assert.Empty(row.Errors));
        var last = read.Last(row => row.Value!.Account.Id == "A").Value!.Account;
        Assert.Equal((holders, nickname, low), (string.Join(',', last.Holders), last.Nickname, last.LowBalance));
    }

    [Theory]
    [InlineData("A,1,EUR,Mine,10", "A,2,EUR,Ours,10", "nickname"), InlineData("A,1,EUR,,10", "A,2,USD,,10", "currency"), InlineData("A,1,EUR,,10", "A,2,EUR,,11", "lowBalance")]
    public async Task A_row_that_contradicts_an_earlier_one_is_refused_alone(string first, string second, string column)
    {
        foreach (var between in (string[])["", "B,9,EUR,,\n"])
        {
            var rows = Rows(await Read($"id,customer,currency,nickname,lowBalance\n{first}\n{between}{second}\n"));
            Assert.Equal((column, "repeated"), Assert.Single(rows.SelectMany(r => r.Errors).Select(e => (e.Field, e.Code))));
            Assert.Equal(["1"], rows.Single(r => r.Value?.Account.Id == "A").Value!.Account.Holders);
        }
    }

    [Theory]
    [InlineData("1,79228162514264337593543950335,", "lowBalance"), InlineData("1,0.00001,", "lowBalance"), InlineData("1,-5,-1", "largeTransaction")]
    public async Task Thresholds_are_bounded_as_everywhere_and_a_large_transaction_is_not_below_zero(string row, string column) =>
        Assert.Equal([(column, "range")], Assert.Single(Rows(await Read("customer,lowBalance,largeTransaction,id,currency\n" + row + ",A,EUR\n"))).Errors.Select(e => (e.Field, e.Code)));

    [Fact]
    public async Task What_has_no_column_is_kept()
    {
        var keeps = Assert.Single(Rows(await Read("id,customer,currency,nickname\nA,1,EUR,\n"))).Value!.Keeps;
        Assert.Equal(AccountMembers.Masked | AccountMembers.LowBalance | AccountMembers.LargeTransaction | AccountMembers.Iban, keeps);
    }

    [Theory]
    [InlineData("de02 1203 0000 0000 2020 51", "DE02120300000000202051"), InlineData("GB82WEST12345698765432", "GB82WEST12345698765432")]
    [InlineData("DE02120300000000202052", null), InlineData("DE02-1203", null), InlineData("A-1001", null), InlineData("", null)]
    public void An_IBAN_is_known_by_its_check_digits(string written, string? iban) => Assert.Equal(iban, Iban.Normalise(written));
}
