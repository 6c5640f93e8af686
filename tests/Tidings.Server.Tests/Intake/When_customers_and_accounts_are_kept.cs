using System.Text;
using Tidings.Core.Events;

namespace Tidings.Server.Tests.Intake;

public sealed class When_customers_and_accounts_are_kept
{
    const string Ada = """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en","timeZone":"America/New_York","quietHours":{"from":"22:00","until":"07:00"},"preferences":[{"alert":"low-balance","threshold":"100.00"}]}""";

    [Fact]
    public async Task A_customer_that_was_put_can_be_read_and_put_again_as_it_was_read()
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(404, (await host.Get("/v1/customers/C-1")).Status);
        var put = await host.Put("/v1/customers/C-1", Ada);
        Assert.True(put.Status == 200, put.Text);
        var read = await host.Post("/v1/customers/C-1/reveal", "application/json", """{"reason":"the customer asks what is known"}""");
        Assert.Equal(put.Text, read.Text);
        Assert.Equal(200, (await host.Put("/v1/customers/C-1", read.Text)).Status);
        var (first, second) = (host.Router.Taken[0], host.Router.Taken[1]);
        Assert.Equal((EventTypes.CustomerUpdated, "C-1", "Ada Jensen"), (first.Type, first.Customer, first.Profile!.Name));
        Assert.Equal(first.Profile.Preferences, second.Profile!.Preferences);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Names_of_the_servers_own_are_nobodys()
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(400, (await host.Put("/v1/customers/tidings:unknown-number:3f", Ada)).Status);
        Assert.Empty(host.Router.Taken);
    }

    [Fact]
    public async Task Wrong_fields_of_a_customer_are_named_as_the_body_writes_them()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Put("/v1/customers/C-1", """{"customer":"C-2","phones":["12"],"language":"x","bogus":1}""");
        Assert.Equal((422, "validation-failed"), (answer.Status, answer.Code));
        Assert.Equal([("bogus", "unknown-field"), ("customer", "unknown-value"), ("language", "format"), ("name", "missing"), ("phones[0]", "phone-number")], answer.Errors.Order());
        Assert.Empty(host.Router.Taken);
    }

    [Fact]
    public async Task An_account_that_was_put_can_be_read_and_put_again_as_it_was_read()
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(404, (await host.Get("/v1/accounts/A-1")).Status);
        var put = await host.Put("/v1/accounts/A-1", """{"holders":["C-1","C-2","C-1"],"currency":"EUR","lowBalance":"-10.50","largeTransaction":1000}""");
        Assert.True(put.Status == 200, put.Text);
        Assert.Equal("""{"account":"A-1","holders":["C-1","C-2"],"currency":"EUR","masked":"**A1","lowBalance":"-10.50","largeTransaction":"1000"}""", put.Text);
        Assert.Equal(put.Text, (await host.Put("/v1/accounts/A-1", (await host.Get("/v1/accounts/A-1")).Text)).Text);
    }

    [Theory]
    [InlineData("""{}""", "currency:missing,holders:missing")]
    [InlineData("""[]""", "$:wrong-type")]
    [InlineData("""{"holders":[],"currency":"EUR"}""", "holders:range")]
    [InlineData("""{"holders":[null,7],"currency":"eur"}""", "currency:unknown-value,holders:range,holders[0]:wrong-type,holders[1]:wrong-type")]
    [InlineData("""{"holders":["C"],"currency":"EUR","masked":"DE1234567"}""", "masked:range")]
    [InlineData("""{"holders":["C"],"currency":"EUR","largeTransaction":-1,"account":"B","x":{}}""", "account:unknown-value,largeTransaction:range,x:unknown-field")]
    public async Task Wrong_fields_of_an_account_are_named(string body, string errors)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Put("/v1/accounts/A-1", body);
        Assert.Equal(422, answer.Status);
        Assert.Equal(errors, string.Join(',', answer.Errors.Order().Select(e => $"{e.Field}:{e.Code}")));
        Assert.Equal(0, host.Accounts.Count);
    }

    [Fact]
    public async Task An_id_is_bounded_and_the_body_must_be_JSON()
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal("invalid-parameter", (await host.Put("/v1/customers/" + new string('x', 65), Ada)).Code);
        Assert.Equal("invalid-parameter", (await host.Get("/v1/accounts/%0A")).Code);
        Assert.Equal(200, (await host.Put("/v1/customers/" + new string('x', 64), Ada)).Status);
        Assert.Equal("invalid-json", (await host.Put("/v1/customers/C", "{")).Code);
        Assert.Equal("body-too-large", (await host.Put("/v1/customers/C", new string(' ', 300_000))).Code);
    }

    [Fact]
    public async Task Customers_in_CSV_are_registered_in_batches_and_the_wrong_ones_named_by_row()
    {
        await using var host = await IntakeHost.Start();
        var csv = new StringBuilder("\uFEFFCustomer ID;Name;Mobile;Branch\r\n");
        for (var i = 1; i <= 1201; i++)
            csv.Append($"C-{i};Name {i};{(i == 700 ? "123" : "+15005550006")};x\r\n");
        var report = (await host.Post("/v1/customers/import", "text/csv", csv.ToString())).Json;
        Assert.Equal((true, 1201, 1200, 1), (report.GetProperty("complete").GetBoolean(), report.GetProperty("read").GetInt32(), report.GetProperty("accepted").GetInt32(), report.GetProperty("refused").GetInt32()));
        var error = Assert.Single(report.GetProperty("errors").EnumerateArray());
        Assert.Equal((700, "Mobile", "phone-number"), (error.GetProperty("at").GetInt32(), error.GetProperty("field").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal("Branch", report.GetProperty("ignoredColumns")[0].GetString());
        Assert.Equal(1200, host.Router.Taken.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Nothing_between_keeps_what_is_read_or_written()
    {
        await using var host = await IntakeHost.Start();
        foreach (var answer in (Answer[])[
            await host.Put("/v1/customers/C-1", Ada), await host.Get("/v1/customers/C-1"), await host.Get("/v1/customers/C-2"),
            await host.Put("/v1/accounts/A-1", """{"holders":["C-1"],"currency":"EUR"}"""), await host.Get("/v1/accounts/A-1"), await host.Post("/v1/customers/import", "text/csv", "id,name\n")])
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("windows-1254"), InlineData("ISO-8859-9"), InlineData("windows-1252"), InlineData("iso-8859-15")]
    public async Task Older_character_sets_are_read(string charset)
    {
        await using var host = await IntakeHost.Start();
        var name = charset is "windows-1254" or "ISO-8859-9" ? "Şükran Işık" : "Zoë Müller";
        var answer = await host.Post("/v1/customers/import", $"text/csv; charset={charset}", BankEncodings.Find(charset)!.GetBytes($"id,name\nC-1,{name}\n"));
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(name, Assert.Single(host.Router.Taken).Profile!.Name);
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_changes_nothing()
    {
        await using var host = await IntakeHost.Start();
        const string csv = "id,name,phone\n1,A,+15005550006\n2,,x\n";
        var dry = await host.Post("/v1/customers/import?dryRun=true", "text/csv; charset=utf-8", csv);
        Assert.Empty(host.Router.Taken);
        var real = await host.Post("/v1/customers/import", "text/csv", csv);
        Assert.Equal(dry.Text.Replace("\"dryRun\":true", "\"dryRun\":false", StringComparison.Ordinal), real.Text);
        Assert.Single(host.Router.Taken);
        Assert.Equal(200, (await host.Post("/v1/accounts/import?dryRun=true", "text/csv", "iban,owner,ccy\nA,1,EUR\n")).Status);
        Assert.Equal(0, host.Accounts.Count);
    }

    [Fact]
    public async Task Accounts_in_CSV_are_registered()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Post("/v1/accounts/import?map.id=Konto", "text/csv", "Konto,owner,ccy\nA,1,EUR\nA,2,EUR\nB,1,xxx\n");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.True(host.Accounts.TryGet("A", out var account));
        Assert.Equal(["1", "2"], account.Holders);
        Assert.Equal(1, host.Accounts.Count);
    }

    [Theory]
    [InlineData("text/csv; charset=klingon", "/v1/customers/import", 415), InlineData("application/json", "/v1/customers/import", 415)]
    [InlineData("text/csv", "/v1/customers/import?dryRun=perhaps", 400), InlineData("text/csv", "/v1/customers/import?x=1", 400), InlineData("text/csv", "/v1/accounts/import?map.x=1", 400)]
    public async Task What_an_import_cannot_be_is_said(string contentType, string path, int status)
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(status, (await host.Post(path, contentType, "id,holders,currency\n")).Status);
    }

    [Fact]
    public async Task A_broken_file_says_how_far_it_came()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Post("/v1/customers/import", "text/csv", "id,name,phone\n1,A,+15005550006\n2,\"B" + new string('x', 200_000));
        Assert.Equal((400, "invalid-file", 1), (answer.Status, answer.Code, answer.Json.GetProperty("report").GetProperty("accepted").GetInt32()));
    }

    [Fact]
    public async Task No_name_or_number_is_logged_whatever_happens()
    {
        await using var host = await IntakeHost.Start();
        string[] markers = ["Zaphod", "5005550006", "MARKER-ID", "MARKER-ACCOUNT"];
        const string body = """{"name":"Zaphod","phones":["+15005550006"]}""";
        await host.Put("/v1/customers/MARKER-ID", body);
        await host.Put("/v1/customers/MARKER-ID", body.Replace("+1500", "+99", StringComparison.Ordinal));
        await host.Post("/v1/customers/import", "text/csv", "id,name,phone\nMARKER-ID,Zaphod,+15005550006\nMARKER-ID,Zaphod,\"+15005550006");
        await host.One(Samples.Event("MARKER-ID", "payee.added", """{"customer":"MARKER-ID","account":"MARKER-ACCOUNT","counterparty":"Zaphod"}"""));
        host.Router.Failure = () => new InvalidOperationException("Zaphod +15005550006");
        await host.Put("/v1/customers/MARKER-ID", body);
        await host.One(Samples.Payment("MARKER-ID"));
        var lines = host.Logs.All.Split('\n').Where(l => markers.Any(m => l.Contains(m, StringComparison.Ordinal))).ToArray();
        // The framework's own request lines carry the address; they are below Information in what the host sets up.
        Assert.DoesNotContain(lines, l => l.StartsWith("11", StringComparison.Ordinal) || l.StartsWith("19", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.Contains("/v1/customers/MARKER-ID", l, StringComparison.Ordinal));
        Assert.DoesNotContain(markers[..2], m => host.Logs.All.Contains(m, StringComparison.Ordinal));
    }
}
