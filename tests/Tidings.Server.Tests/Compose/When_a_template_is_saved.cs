using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Server.Decide;

namespace Tidings.Server.Tests.Compose;

public sealed class When_a_template_is_saved
{
    const string Fee = """{"class":"transaction","requires":["amount"],"bodies":{"en":"{{ bank }}: fee {{ amount }}","es":"{{ amount }}","tr":"{{ amount }}","hi":"{{ amount }}","ar":"{{ amount }}"}}""";

    [Fact]
    public async Task It_is_a_new_version_in_force_with_the_next_event()
    {
        await using var host = await BankHost.Start();
        var before = Text(host);
        var saved = await host.Put("/v1/templates/fee", Fee);
        Assert.Equal((200, 2), (saved.Status, saved.Json.GetProperty("version").GetInt32()));
        Assert.Equal("\"2\"", saved.Headers.ETag?.Tag);
        Assert.Contains("A fee of £12.30", before, StringComparison.Ordinal);
        Assert.Equal("Northwind Bank: fee £12.30", Text(host));
    }

    [Theory]
    [InlineData("""{"class":"balance","bodies":{"en":null}}""", "bodies.en")]
    [InlineData("""{"class":"balance","requires":[null],"bodies":{"en":"Hello."}}""", "requires[0]")]
    public async Task A_null_where_a_text_belongs_is_told_by_its_place(string document, string place)
    {
        await using var host = await BankHost.Start();
        var answer = await host.Put("/v1/templates/mine", document);
        Assert.Equal((422, (place, "wrong-type")), (answer.Status, Assert.Single(answer.Errors)));
    }

    [Fact]
    public async Task A_draft_is_kept_and_not_sent()
    {
        await using var host = await BankHost.Start();
        var before = Text(host);
        await host.Put("/v1/templates/fee", Fee.Replace("\"class\"", "\"state\":\"draft\",\"class\"", StringComparison.Ordinal));
        Assert.Equal(before, Text(host));
        var listed = (await host.Get("/v1/templates")).Json.GetProperty("templates").EnumerateArray().Single(template => template.GetProperty("id").GetString() == "fee");
        Assert.Equal((2, 1, "draft"), (listed.GetProperty("version").GetInt32(), listed.GetProperty("inForce").GetInt32(), listed.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Texts_of_its_approved_versions_may_leave_and_of_no_others()
    {
        await using var host = await BankHost.Start();
        await host.Put("/v1/templates/fee", Fee);
        await host.Put("/v1/templates/fee", Fee.Replace("\"class\"", "\"state\":\"draft\",\"class\"", StringComparison.Ordinal));
        var holder = host.Services.GetRequiredService<RulebookHolder>();
        Assert.Equal([true, true, false, false], ((int[])[1, 2, 3, 4]).Select(version => holder.IsApproved("fee", version)));
        Assert.False(holder.IsApproved("nothing", 1));
        // What the binds ask.
        Assert.False(new Tidings.Server.Deliver.Settings.SenderRegister(holder).IsApproved!("fee", 3));
    }

    [Fact]
    public async Task It_is_there_after_a_restart()
    {
        string text;
        IStore store;
        await using (var host = await BankHost.Start())
        {
            await host.Put("/v1/templates/fee", Fee);
            await host.Put("/v1/settings", """{"name":"Southwind","sender":"Southwind","homeCountry":"GB"}""");
            (store, text) = (host.Services.GetRequiredService<IStore>(), Text(host));
        }
        await using var again = await BankHost.Start(store);
        Assert.Equal("Southwind: fee £12.30", text);
        Assert.Equal(text, Text(again));
        Assert.Equal(2, (await again.Get("/v1/templates/fee")).Json.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task What_was_given_may_be_sent_back()
    {
        await using var host = await BankHost.Start();
        var given = await host.Get("/v1/templates/card-payment");
        Assert.Equal("\"1\"", given.Headers.ETag?.Tag);
        Assert.Equal(200, (await host.Put("/v1/templates/card-payment", given.Text, "\"1\"")).Status);
        Assert.Equal(1, (await host.Get("/v1/templates/card-payment?version=1")).Json.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Of_two_authors_the_second_is_told()
    {
        await using var host = await BankHost.Start();
        Assert.Equal(200, (await host.Put("/v1/templates/fee", Fee, "\"1\"")).Status);
        var second = await host.Put("/v1/templates/fee", Fee, "\"1\"");
        Assert.Equal((409, "conflict"), (second.Status, second.Code));
        Assert.Equal("invalid-parameter", (await host.Put("/v1/templates/fee", Fee, "\"x\"")).Code);
    }

    [Theory]
    [InlineData("""{"class":"transaction","bodies":{"en":"{{ nobody }}"}}""", "bodies.en", "unknown-variable")]
    [InlineData("""{"class":"transaction","bodies":{"en":"Special offer"}}""", "bodies.en", "promotional")]
    [InlineData("""{"class":"transaction","bodies":{"tr":"x"}}""", "bodies.en", "missing-language")]
    [InlineData("""{"class":"no-such","bodies":{"en":"x"}}""", "$.class", "format")]
    [InlineData("""{"class":3,"bodies":{"en":"x"}}""", "$.class", "format")]
    [InlineData("""{"bodies":{"en":"x"}}""", "$", "format")]
    [InlineData("""{"class":"transaction","bodies":{"en":"x"},"extra":1}""", "$.extra", "format")]
    [InlineData("""{"class":"transaction","id":"other","bodies":{"en":"x"}}""", "id", "unknown-value")]
    [InlineData("{", "$", "format")]
    public async Task What_is_wrong_is_named_and_nothing_is_stored(string json, string field, string code)
    {
        await using var host = await BankHost.Start();
        var refused = await host.Put("/v1/templates/mine", json);
        Assert.Equal(422, refused.Status);
        Assert.Contains((field, code), refused.Errors);
        Assert.Equal(404, (await host.Get("/v1/templates/mine")).Status);
    }

    [Fact]
    public async Task A_language_that_customers_have_is_not_dropped()
    {
        await using var host = await BankHost.Start();
        var refused = await host.Put("/v1/templates/fee", """{"class":"transaction","requires":["amount"],"bodies":{"en":"{{ amount }}"}}""");
        Assert.Equal(["bodies.ar", "bodies.es", "bodies.hi", "bodies.tr"], refused.Errors.Select(error => error.Field).Order());
    }

    [Fact]
    public async Task A_text_that_costs_more_than_four_segments_with_the_longest_values_is_refused()
    {
        await using var host = await BankHost.Start();
        static string Of(int length) => """{"class":"transaction","bodies":{"en":"TEXT"}}""".Replace("TEXT", new string('x', length), StringComparison.Ordinal);
        Assert.Equal(200, (await host.Put("/v1/templates/mine", Of(4 * 153))).Status);
        Assert.Contains(("bodies.en", "too-long"), (await host.Put("/v1/templates/mine", Of(4 * 153 + 1))).Errors);
    }

    [Fact]
    public async Task A_document_that_is_too_large_is_refused()
    {
        await using var host = await BankHost.Start();
        Assert.Equal("body-too-large", (await host.Put("/v1/templates/mine", new string(' ', (1 << 18) + 1))).Code);
    }

    static string Text(Intake.IntakeHost host)
    {
        var state = new CustomerState { Id = "C-1" };
        state.Apply(new StateDelta
        {
            EventKey = 1, At = DateTimeOffset.UnixEpoch,
            Changes = [new ProfileRegistered(new CustomerProfile { Id = "C-1", Name = "Rose", Phones = [new Msisdn("447700900123")], Language = "en", TimeZone = "Europe/London" })],
        });
        var account = new Account { Id = "A-1", Holders = ["C-1"], Currency = "GBP", Masked = "**1234" };
        var happened = new BankEvent
        {
            Source = "s", Id = "1", Type = EventTypes.TransactionPosted, Time = DateTimeOffset.UnixEpoch, Customer = "C-1", Account = "A-1",
            Kind = TransactionKind.Fee, Amount = new Money(12.30m, "GBP"),
        };
        return Assert.Single(host.Services.GetRequiredService<IEventPipeline>().Decide(state, account, happened, 2, DateTimeOffset.UnixEpoch).Messages).Text;
    }
}
