using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Keys;

namespace Tidings.Server.Tests.Intake;

public sealed class When_customers_and_accounts_are_changed_by_somebody
{
    const string Ada = """{"name":"Ada Lovelace","phones":["+15005550006"],"language":"en"}""";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<Act[]> Acts(RealNode node, string kind)
    {
        var rows = (await node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).OrderBy(static row => row.Id, StringComparer.Ordinal).ToArray();
        Assert.All(rows, static row => Assert.DoesNotMatch("C-ADA|C-BOB|A-LEDGER|5005550|Lovelace|DE89370", Encoding.UTF8.GetString(row.Body.Span)));
        return [.. rows.Select(DocumentActs.Of).Where(act => act.Name.StartsWith(kind, StringComparison.Ordinal))];
    }

    static async Task<string> Caller(RealNode node) => (await node.Send(HttpMethod.Get, "/v1/me")).Json.GetProperty("identity").GetString()!;

    static async Task<string> Token(RealNode node, string customer) => $"customer-token/{await node.Services.GetRequiredService<KeyRing>().TokenOfCustomer(customer, Cancel)}";

    [Fact]
    public async Task It_is_recorded_who_changed_whom_and_which_members_and_no_value()
    {
        await using var node = await RealNode.Start();
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-ADA", body: Ada)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-ADA", body: Ada.Replace("0006", "0007", StringComparison.Ordinal))).Status);
        Assert.Equal(422, (await node.Send(HttpMethod.Put, "/v1/customers/C-ADA", body: """{"name":"Ada","phones":["1"]}""")).Status);
        var (caller, ada) = (await Caller(node), await Token(node, "C-ADA"));
        Assert.Equal(
            [new Act(caller, "customer.changed", $"{ada}/name,phones,language,timeZone"), new Act(caller, "customer.changed", $"{ada}/phones")],
            await Acts(node, "customer."));
        Assert.Equal(2, (await node.Send(HttpMethod.Get, $"/v1/audit/acts?document={ada}")).Json.GetProperty("acts").GetArrayLength());
    }

    [Fact]
    public async Task An_accounts_change_is_found_by_each_who_holds_it_or_held_it()
    {
        await using var node = await RealNode.Start();
        foreach (var customer in (string[])["C-ADA", "C-BOB"])
            Assert.Equal(200, (await node.Send(HttpMethod.Put, $"/v1/customers/{customer}", body: Ada)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-LEDGER", body: """{"holders":["C-ADA"],"currency":"EUR","iban":"DE89370400440532013000"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-LEDGER", body: """{"holders":["C-BOB"],"currency":"EUR","iban":"DE89370400440532013000"}""")).Status);
        var (caller, ada, bob) = (await Caller(node), await Token(node, "C-ADA"), await Token(node, "C-BOB"));
        var account = $"account-token/{await node.Services.GetRequiredService<KeyRing>().TokenOfAccount("A-LEDGER", Cancel)}";
        const string Made = "holders,currency,masked,iban";
        Assert.Equal(
            [.. ((string[])[$"{account}/{Made}", $"{ada}/{Made}", $"{account}/holders", $"{bob}/holders", $"{ada}/holders"]).Select(subject => new Act(caller, "account.changed", subject)).OrderBy(static act => act.Subject, StringComparer.Ordinal)],
            (await Acts(node, "account.")).OrderBy(static act => act.Subject, StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_import_is_one_act_with_its_counts_and_one_that_only_tries_is_none()
    {
        await using var node = await RealNode.Start();
        const string Customers = "id,name,phone\nC-ADA,Ada,+15005550006\nC-BOB,Bob,no number\n";
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/customers/import?dryRun=true", "text/csv", Customers)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/customers/import", "text/csv", Customers)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/accounts/import", "text/csv", "id,holders,currency\nA-LEDGER,C-ADA,EUR\n")).Status);
        var caller = await Caller(node);
        var customers = Assert.Single(await Acts(node, "customer."));
        Assert.Equal((caller, "customer.imported"), (customers.Actor, customers.Name));
        Assert.Matches("^customer-import/[0-9a-f]{32}/read=2,accepted=1,refused=1$", customers.Subject);
        var accounts = Assert.Single(await Acts(node, "account."));
        Assert.Equal((caller, "account.imported"), (accounts.Actor, accounts.Name));
        Assert.Matches("^account-import/[0-9a-f]{32}/read=1,accepted=1,refused=0$", accounts.Subject);
    }

    [Fact]
    public async Task An_import_whose_caller_goes_away_is_recorded_with_what_was_taken()
    {
        await using var node = await RealNode.Start();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/customers/import") { Content = new HalfAFile() };
        var asked = node.Client.SendAsync(request, gone.Token);
        while ((await node.Send(HttpMethod.Get, "/v1/customers/C-0")).Status != 200)
            await Task.Yield();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => asked);
        Act[] acts;
        while ((acts = await Acts(node, "customer.")).Length == 0)
            await Task.Yield();
        Assert.Equal("customer.imported", Assert.Single(acts).Name);
    }

    /// <summary>More rows than a batch, and then nothing more, without an end.</summary>
    sealed class HalfAFile : HttpContent
    {
        public HalfAFile() => Headers.ContentType = new("text/csv");

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => SerializeToStreamAsync(stream, context, Cancel);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes("id,name\n" + string.Concat(Enumerable.Range(0, 5_000).Select(static i => $"C-{i},Somebody\n"))), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
