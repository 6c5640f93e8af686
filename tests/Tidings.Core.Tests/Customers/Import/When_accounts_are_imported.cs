using System.Text;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;

namespace Tidings.Core.Tests.Customers.Import;

public sealed class When_accounts_are_imported
{
    static async Task<List<ImportRecord<Account>>> Read(string file)
    {
        var records = new List<ImportRecord<Account>>();
        await foreach (var record in AccountImport.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), null, new Dictionary<string, string>(), TestContext.Current.CancellationToken))
            records.Add(record);
        return records;
    }

    static ImportRow<Account>[] Rows(List<ImportRecord<Account>> records) => [.. records.OfType<ImportRow<Account>>()];

    [Fact]
    public async Task Every_field_arrives()
    {
        var account = Assert.Single(Rows(await Read("iban,owners,ccy,masked,nickname,lowBalance,largeTransaction\nDE02,C-1|C-2;C-3 C-1,EUR,**02,House,100.50,-1\n"))).Value!;
        Assert.Equal(["C-1", "C-2", "C-3"], account.Holders);
        Assert.Equal(("DE02", "EUR", "**02", "House", 100.50m, -1m), (account.Id, account.Currency, account.Masked, account.Nickname, account.LowBalance, account.LargeTransaction));
    }

    [Fact]
    public async Task Rows_of_one_account_that_follow_each_other_are_its_holders()
    {
        var rows = Rows(await Read("id,customer,currency\nA,1,EUR\nA,2,EUR\nB,1,EUR\nA,3,EUR\n"));
        Assert.Equal([("A", "1,2", 1), ("B", "1", 3), ("A", "3", 4)], rows.Select(r => (r.Value!.Id, string.Join(',', r.Value.Holders), r.Row)));
    }

    [Fact]
    public async Task Without_a_masked_number_the_last_four_are_shown() =>
        Assert.Equal("**6789", Assert.Single(Rows(await Read("id,customer,currency\nDE12 3456 789,1,EUR\n"))).Value!.Masked);

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
}
