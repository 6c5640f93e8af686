using System.Text.Json.Nodes;

namespace Tidings.Acceptance.Tests;

public sealed class When_the_command_line_is_used : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-cli-");

    [Fact]
    public async Task An_event_is_sent_and_keys_are_made_listed_and_revoked()
    {
        var data = Path.Combine(_folder.FullName, "data");
        await using (var demo = TidingsProcess.Start("demo", "--port", "0", "--phone-port", "0", "--no-traffic", "--data", data))
        {
            var api = (await demo.ReadUntil(static line => line.Contains("API ", StringComparison.Ordinal))).Split("API ")[1].Trim().Split(' ')[0];
            var key = (await demo.ReadUntil(static line => line.Contains("API key ", StringComparison.Ordinal))).Split("API key ")[1].Trim();
            var sent = await TidingsProcess.Run(
                "send", "account.transaction.posted", """{"account":"A-1001","kind":"cash","amount":{"amount":"40.00","currency":"GBP"}}""", "--api", api, "--key", key);
            Assert.Equal("accepted", (string?)JsonNode.Parse(sent)!["results"]![0]!["status"]);

            Assert.Contains("is in use by process", await Refused("apikey", "list", "--data", data), StringComparison.Ordinal);
            Assert.Contains("is in use by process", await Refused("serve", "--data", data, "--urls", "http://127.0.0.1:0"), StringComparison.Ordinal);
            Assert.Equal(0, await demo.Terminate());
        }

        var secret = (await TidingsProcess.Run("apikey", "create", "ledger", "--data", data)).Trim();
        Assert.StartsWith("tk_", secret, StringComparison.Ordinal);
        var list = await TidingsProcess.Run("apikey", "list", "--data", data);
        Assert.Contains("ledger", list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        var id = list.Split('\n').Single(static line => line.Contains("ledger", StringComparison.Ordinal)).Split(['│', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[0];
        await TidingsProcess.Run("apikey", "revoke", id, "--data", data);
        Assert.Contains("revoked already", await Refused("apikey", "revoke", id, "--data", data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_key_proposes_another_approves_and_operators_are_added_and_listed()
    {
        var data = Path.Combine(_folder.FullName, "data");
        await using (var first = TidingsProcess.Start("demo", "--port", "0", "--phone-port", "0", "--no-traffic", "--data", data))
        {
            await first.ReadUntil(static line => line.Contains("API key ", StringComparison.Ordinal));
            Assert.Equal(0, await first.Terminate());
        }
        Assert.StartsWith("te_", await TidingsProcess.Run("operator", "add", "ada", "--role", "approver", "--data", data), StringComparison.Ordinal);
        var list = await TidingsProcess.Run("operator", "list", "--data", data);
        Assert.Contains("ada", list, StringComparison.Ordinal);
        Assert.Contains("administrator", list, StringComparison.Ordinal);
        Assert.Contains("Roles are some of", await Refused("operator", "add", "ben", "--role", "emperor", "--data", data), StringComparison.Ordinal);
        var author = (await TidingsProcess.Run("apikey", "create", "author", "--scope", "settings:write", "--scope", "settings:read", "--data", data)).Trim();
        var approver = (await TidingsProcess.Run("apikey", "create", "approver", "--scope", "settings:approve", "--scope", "proposals:read", "--data", data)).Trim();

        // Nothing is set: a node is in production, where settings need two.
        var port = Tidings.Server.Host.LoopbackPorts.Free();
        var api = $"http://127.0.0.1:{port}";
        await using var node = TidingsProcess.Start("serve", "--data", data, "--urls", api, "--Access:TwoPersons:0=settings");
        using var bank = new HttpClient { BaseAddress = new(api) };
        await Until(bank, "/health/live");
        bank.DefaultRequestHeaders.Authorization = new("Bearer", author);
        using var settings = new StringContent("""{"name":"Southwind","sender":"Southwind","homeCountry":"GB"}""", System.Text.Encoding.UTF8, "application/json");
        using var proposed = await bank.PutAsync("/v1/settings", settings, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, proposed.StatusCode);
        var id = (await TidingsProcess.Run("proposals", "list", "--api", api, "--key", approver)).Split(' ')[0];
        Assert.Contains("It needs", await Refused("proposals", "approve", id, "--api", api, "--key", author), StringComparison.Ordinal);
        Assert.Contains("approved", await TidingsProcess.Run("proposals", "approve", id, "--api", api, "--key", approver), StringComparison.Ordinal);
        Assert.Contains("Southwind", await bank.GetStringAsync("/v1/settings", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty((await TidingsProcess.Run("proposals", "list", "--api", api, "--key", approver)).Trim());
        Assert.Equal(0, await node.Terminate());
    }

    static async Task Until(HttpClient node, string path)
    {
        while (true)
        {
            try
            {
                if ((await node.GetAsync(path, TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("--Carrier:Rate=200", "Carrier:Rate is not an option")]
    [InlineData("--Carrier:Window=0", "Window")]
    [InlineData("--Carrier:Window=many", "Carrier:Window")]
    [InlineData("--Bank:Sender=Exämple", "Sender")]
    public async Task What_is_wrong_in_the_configuration_is_said_without_a_stack_trace(string setting, string said)
    {
        var told = await Refused("serve", "--data", _folder.FullName, "--urls", "http://127.0.0.1:0", setting);
        Assert.Contains(said, told, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("receiptDelay", "--port", "0", "--phone-port", "-1", "--receipt-delay-ms", "99999999")]
    [InlineData("receiptDelay", "--port", "0", "--phone-port", "-1", "--receipt-delay-ms", "-1")]
    [InlineData("SmppPort", "--port", "70000")]
    [InlineData("Production", "--port", "0", "--phone-port", "-1", "--environment", "Production")]
    public async Task A_carrier_that_cannot_start_says_why_without_a_stack_trace(string said, params string[] args)
    {
        var told = await Refused(["smsc", .. args]);
        Assert.Contains(said, told, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_carrier_says_that_its_port_is_taken()
    {
        await using var first = TidingsProcess.Start("smsc", "--port", "0", "--phone-port", "0", "--password", "secret");
        var smpp = (await first.ReadUntil(static line => line.StartsWith("SMPP ", StringComparison.Ordinal))).Split(':')[1];
        var phone = (await first.ReadUntil(static line => line.StartsWith("Phone ", StringComparison.Ordinal))).Split(':')[2].Trim('/');
        foreach (var told in new[] { await Refused("smsc", "--port", smpp, "--phone-port", "-1"), await Refused("smsc", "--port", "0", "--phone-port", phone) })
        {
            Assert.Contains("in use", told, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
        }
    }

    static async Task<string> Refused(params string[] args)
    {
        await using var process = TidingsProcess.Start(args);
        Assert.NotEqual(0, await process.End());
        return process.Errors;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
