using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;

namespace Tidings.Server.Tests.Intake;

public sealed class When_one_event_comes
{
    [Fact]
    public async Task Structured_it_is_accepted_and_every_member_arrives()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One(Samples.Payment());
        Assert.Equal(202, answer.Status);
        var result = Assert.Single(answer.Results);
        Assert.Equal(("E-1", "/bank/core", "accepted"), (result.GetProperty("id").GetString(), result.GetProperty("source").GetString(), result.GetProperty("status").GetString()));
        Assert.Equal(new MessageId(1).ToString(), result.GetProperty("messages")[0].GetString());
        Assert.Equal(new BankEvent
        {
            Source = "/bank/core", Id = "E-1", Type = EventTypes.TransactionPosted, Time = new(2026, 11, 23, 8, 15, 0, TimeSpan.Zero),
            Customer = "", Account = "A-1001", Kind = TransactionKind.CardPayment, Credit = false, Amount = new(12.30m, "EUR"),
            Merchant = "Corner Bakery", MerchantCategory = "5462", Country = "DE", Channel = "pos", CardLast4 = "4242",
        }, Assert.Single(host.Router.Taken));
    }

    [Fact]
    public async Task Binary_it_is_the_same_with_its_headers_percent_decoded()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Post("/v1/events", "application/json; charset=utf-8", Samples.PaymentData,
            ("ce-specversion", "1.0"), ("CE-ID", "E%20%C3%BC"), ("ce-source", "/bank/core"), ("ce-type", "account.transaction.posted"), ("ce-traceparent", "00-1"));
        Assert.Equal(202, answer.Status);
        Assert.Equal("E ü", Assert.Single(host.Router.Taken).Id);
    }

    [Fact]
    public async Task The_order_of_members_and_their_escapes_do_not_matter()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One("""{"data":{"\u0061mount":{"currency":"EUR","amount":12.3},"counterparty":"K\u00f6ln \ud83d\ude00","kind":"deposit","account":"A-1"},"type":"account.transaction.posted","id":"E\u002d1","source":"/b","specversion":"1.0","comexampleext":"x"}""");
        Assert.Equal(202, answer.Status);
        var taken = Assert.Single(host.Router.Taken);
        Assert.Equal(("Köln 😀", "E-1", 12.3m, true), (taken.Counterparty, taken.Id, taken.Amount!.Value.Amount, taken.Credit));
    }

    [Fact]
    public async Task Data_in_base_64_is_read_too()
    {
        await using var host = await IntakeHost.Start();
        var data = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Samples.PaymentData));
        var answer = await host.One($$"""{"specversion":"1.0","id":"E-1","source":"/b","type":"account.transaction.posted","datacontenttype":"application/json","data_base64":"{{data}}"}""");
        Assert.Equal(202, answer.Status);
    }

    [Fact]
    public async Task Without_a_time_it_happened_when_it_came()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var host = await IntakeHost.Start(services: s => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(s, clock));
        await host.One("""{"specversion":"1.0","id":"1","source":"/b","type":"customer.closed","data":{"customer":"C"}}""");
        Assert.Equal(clock.GetUtcNow(), Assert.Single(host.Router.Taken).Time);
    }

    [Fact]
    public async Task Again_it_is_a_duplicate()
    {
        await using var host = await IntakeHost.Start();
        await host.One(Samples.Payment());
        var answer = await host.One(Samples.Payment());
        Assert.Equal((200, "duplicate"), (answer.Status, answer.Results[0].GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Wrong_it_is_refused_with_each_field_and_nothing_reaches_the_partitions()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One("""{"specversion":"0.3","id":"","type":"account.transaction.posted","time":"yesterday","data":{"kind":"gift","amount":{"amount":"1,000","currency":"eur"},"account":7,"merchnat":{}}}""");
        Assert.Equal((422, "event-refused"), (answer.Status, answer.Code));
        (string, string)[] wrong =
        [
            ("specversion", "unknown-value"), ("id", "format"), ("time", "format"), ("data.kind", "unknown-value"), ("data.amount.amount", "format"),
            ("data.amount.currency", "unknown-value"), ("data.account", "wrong-type"), ("data.merchnat", "unknown-field"), ("source", "missing"),
        ];
        Assert.Equal(wrong, answer.Errors);
        Assert.Empty(host.Router.Taken);
    }

    [Theory]
    [InlineData("account.transaction.posted", """{"account":"A","kind":"reversal","amount":{"amount":1,"currency":"EUR"}}""", "data.credit", "missing")]
    [InlineData("account.transaction.posted", """{"account":"A","kind":"fee","amount":{"amount":-1,"currency":"EUR"}}""", "data.amount.amount", "range")]
    [InlineData("account.transaction.posted", """{"account":"A","kind":"fee","amount":{"amount":1e400,"currency":"EUR"}}""", "data.amount.amount", "range")]
    [InlineData("account.transaction.posted", """{"account":"A","kind":"fee","amount":{"amount":1}}""", "data.amount.currency", "missing")]
    [InlineData("account.transaction.posted", """{"account":"A","kind":"fee","amount":{"amount":1,"currency":"EUR","amount":2}}""", "data.amount.amount", "repeated")]
    [InlineData("account.transaction.posted", """{"account":"A","kind":"fee","amount":{"amount":1,"currency":"EUR"},"cardLast4":"4242424242424242"}""", "data.cardLast4", "format")]
    [InlineData("account.transaction.posted", """{"account":"A","account":"B","kind":"fee","amount":{"amount":1,"currency":"EUR"}}""", "data.account", "repeated")]
    [InlineData("account.transaction.posted", """{"account":"A\nB","kind":"fee","amount":{"amount":1,"currency":"EUR"}}""", "data.account", "format")]
    [InlineData("account.transaction.posted", """{"account":"A","kind":"fee","amount":{"amount":1,"currency":"EUR"},"counterparty":"\ud800"}""", "data.counterparty", "format")]
    [InlineData("account.transaction.posted", """{"account":"A","kind":"fee","amount":{"amount":1,"currency":"EUR"},"contact":"email"}""", "data.contact", "unknown-field")]
    [InlineData("security.contact.changed", """{"customer":"C","contact":"phone"}""", "data.newPhone", "missing")]
    [InlineData("security.contact.changed", """{"customer":"C","contact":"phone","newPhone":"+100"}""", "data.newPhone", "phone-number")]
    [InlineData("card.status.changed", """{"status":"blocked"}""", "data.customer", "missing")]
    [InlineData("card.status.changed", """{"customer":"C","status":"lost"}""", "data.status", "unknown-value")]
    [InlineData("customer.updated", """{"customer":"C","name":"N","phones":["+15005550006"],"timeZone":"Mars/Olympus"}""", "data.timeZone", "unknown-value")]
    [InlineData("customer.updated", """{"customer":"C","name":"N","phones":["+15005550006"],"timeZone":"../../etc/passwd"}""", "data.timeZone", "unknown-value")]
    [InlineData("customer.updated", """{"customer":"C","name":"N","phones":["1","+15005550006"]}""", "data.phones[0]", "phone-number")]
    [InlineData("customer.updated", """{"customer":"C","name":"N","phones":[],"quietHours":{"from":"22:00"}}""", "data.quietHours.until", "missing")]
    [InlineData("customer.updated", """{"customer":"C","name":"N","phones":[],"preferences":[{"alert":"x","schedule":{"every":"week","day":8,"at":"08:00"}}]}""", "data.preferences[0].schedule.day", "range")]
    [InlineData("bank.own", """{"anything":1}""", "type", "unknown-type")]
    [InlineData("tidings.balance.due", """{"customer":"C"}""", "type", "unknown-type")]
    [InlineData("customer.closed", """[1]""", "data", "wrong-type")]
    [InlineData("customer.closed", """{"customer":null}""", "data.customer", "missing")]
    public async Task One_fault_is_named_alone(string type, string data, string field, string code)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One(Samples.Event("1", type, data));
        Assert.Equal((field, code), Assert.Single(answer.Errors));
    }

    [Theory]
    [InlineData(64, 202), InlineData(65, 422)]
    public async Task An_id_of_64_characters_passes_one_of_65_does_not(int length, int status)
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(status, (await host.One(Samples.Event("1", "customer.closed", $$"""{"customer":"{{new string('ü', length)}}"}"""))).Status);
    }

    [Fact]
    public async Task A_profile_arrives_whole_with_its_numbers_in_E164_and_defaults_filled_in()
    {
        await using var host = await IntakeHost.Start(o => (o.DefaultRegion, o.DefaultLanguage) = ("GB", "tr"));
        var answer = await host.One(Samples.Event("1", "customer.updated",
            """{"customer":"C-1","name":"Ada","phones":["07400 123456","+44 7400 123456","+15005550006"],"quietHours":{"from":"22:00","until":"07:00"},"preferences":[{"alert":"low-balance","threshold":"-5.5"},{"alert":"scheduled-balance","account":"A","enabled":true,"schedule":{"every":"month","day":31,"at":"08:00"}}]}"""));
        Assert.True(answer.Status == 202, answer.Text);
        var profile = Assert.Single(host.Router.Taken).Profile!;
        Assert.Equal([new Msisdn("447400123456"), new Msisdn("15005550006")], profile.Phones);
        Assert.Equal(("C-1", "Ada", "tr", "Etc/UTC"), (profile.Id, profile.Name, profile.Language, profile.TimeZone));
        Assert.Equal(new QuietHours(new(22, 0), new(7, 0)), profile.QuietHours);
        Assert.Equal([new("low-balance", null, null, -5.5m), new("scheduled-balance", "A", true, null, new(ScheduleEvery.Month, 31, new(8, 0)))], profile.Preferences);
    }

    [Theory]
    [InlineData(true, 422), InlineData(false, 202)]
    public async Task A_fictional_number_passes_where_the_bank_allows_it(bool assignedOnly, int status)
    {
        await using var host = await IntakeHost.Start(o => o.AssignedNumbersOnly = assignedOnly);
        Assert.Equal(status, (await host.One(Samples.Event("1", "customer.updated", """{"customer":"C","name":"N","phones":["+447700900123"]}"""))).Status);
    }

    [Fact]
    public async Task The_partitions_refusal_is_a_problem_with_their_fields()
    {
        await using var host = await IntakeHost.Start();
        host.Router.Answer = _ => EventOutcome.Refused(new FieldError("data.account", "unknown-account", "w", "f"));
        var answer = await host.One(Samples.Payment());
        Assert.Equal((422, ("data.account", "unknown-account")), (answer.Status, Assert.Single(answer.Errors)));
    }

    [Fact]
    public async Task Busy_partitions_say_when_to_come_again()
    {
        await using var host = await IntakeHost.Start(o => o.RetryAfterSeconds = 7);
        host.Router.Answer = _ => EventOutcome.Busy;
        var answer = await host.One(Samples.Payment());
        Assert.Equal((503, "busy", TimeSpan.FromSeconds(7)), (answer.Status, answer.Code, answer.Headers.RetryAfter!.Delta));
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_said_and_nothing_else_of_it()
    {
        await using var host = await IntakeHost.Start();
        host.Router.Failure = () => new StoreUnavailableException("marker-1", new IOException("marker-2"));
        var answer = await host.One(Samples.Payment());
        Assert.Equal((503, "store-unavailable"), (answer.Status, answer.Code));
        Assert.DoesNotContain("marker", answer.Text + host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_unexpectedly_is_internal_and_tells_nothing_but_where_to_look()
    {
        await using var host = await IntakeHost.Start();
        host.Router.Failure = () => new InvalidOperationException("marker +15005550006");
        var answer = await host.One(Samples.Payment());
        Assert.Equal((500, "internal"), (answer.Status, answer.Code));
        Assert.NotEmpty(answer.Json.GetProperty("requestId").GetString()!);
        Assert.DoesNotContain("marker", answer.Text + host.Logs.All, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", host.Logs.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(23, 202), InlineData(25, 422)]
    public async Task A_time_more_than_a_day_ahead_is_refused(int hours, int status)
    {
        await using var host = await IntakeHost.Start();
        var time = TimeProvider.System.GetUtcNow().AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var answer = await host.One(Samples.Payment().Replace("2026-11-23T08:15:00Z", time, StringComparison.Ordinal));
        Assert.Equal(status, answer.Status);
        if (status == 422)
            Assert.Equal(("time", "range"), Assert.Single(answer.Errors));
    }

    [Theory]
    [InlineData("1e28", "range"), InlineData("1e-9", "range"), InlineData("1e19", "range"), InlineData("\"0.00001\"", "range"), InlineData("12.34567", "range")]
    [InlineData("1e18", null), InlineData("1e-4", null), InlineData("\"12.300000000\"", null), InlineData("0.0001", null), InlineData("9999999999999999999", null)]
    public async Task An_amount_has_nineteen_digits_and_four_decimals_however_it_is_written(string amount, string? code)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One(Samples.Payment("1", Samples.PaymentData.Replace("\"12.30\"", amount, StringComparison.Ordinal)));
        Assert.Equal(code, answer.Status == 202 ? null : Assert.Single(answer.Errors).Code);
    }

    [Theory]
    [InlineData("tidings:schedule"), InlineData("/tidings/customers"), InlineData("tidings:else")]
    public async Task A_source_of_the_server_itself_is_refused(string source)
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(("source", "unknown-value"), Assert.Single((await host.One(Samples.Payment().Replace("/bank/core", source, StringComparison.Ordinal))).Errors));
    }

    [Fact]
    public async Task A_body_above_the_frameworks_own_bound_is_taken_where_the_bank_allows_it()
    {
        await using var host = await IntakeHost.Start(o => (o.MaxBodyBytes, o.MaxBytesInFlight) = (40_000_000, 200_000_000));
        Assert.Equal(202, (await host.One(new string(' ', 31_000_000) + Samples.Payment())).Status);
    }
}
