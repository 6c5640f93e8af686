namespace Tidings.Server.Tests.Intake;

public sealed class When_a_file_names_an_account_by_its_IBAN
{
    const string Spaced = "DE02 1203 0000 0000 2020 51";

    static async Task<RealNode> Start()
    {
        var node = await RealNode.Start();
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada","phones":["+15005550006"]}""")).Status);
        return node;
    }

    static async Task<int> Accepted(RealNode node) => (await node.Send(HttpMethod.Post, "/v1/files", "application/xml", CamtSample.Of(3))).Json.GetProperty("accepted").GetInt32();

    [Fact]
    public async Task It_is_found_under_its_own_id_also_after_a_restart_and_by_events_too()
    {
        var node = await Start();
        try
        {
            var put = await node.Send(HttpMethod.Put, "/v1/accounts/A-1", body: $$"""{"holders":["C-1"],"currency":"EUR","iban":"{{Spaced.ToLowerInvariant()}}"}""");
            Assert.Equal("""{"account":"A-1","holders":["C-1"],"currency":"EUR","masked":"**2051","iban":"DE02120300000000202051"}""", put.Text);
            Assert.Equal(3, await Accepted(node));
            node = await node.Restart();
            var told = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment("E", Samples.PaymentData.Replace("A-1001", "DE02120300000000202051", StringComparison.Ordinal)));
            Assert.Equal(202, told.Status);
            Assert.DoesNotContain("202051", node.Logs.All, StringComparison.Ordinal);
            // Without it, it is found no longer.
            await node.Send(HttpMethod.Put, "/v1/accounts/A-1", body: """{"holders":["C-1"],"currency":"EUR"}""");
            Assert.Equal(404, (await node.Send(HttpMethod.Get, "/v1/accounts/DE02120300000000202051")).Status);
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("id,holders,currency\nDE02 1203 0000 0000 2020 51,C-1,EUR\n"), InlineData("account no,iban,owner,ccy\nA-1,de02 1203 0000 0000 2020 51,C-1,EUR\n")]
    public async Task It_is_found_whether_the_import_writes_spaces_or_not(string csv)
    {
        await using var node = await Start();
        Assert.Equal(1, (await node.Send(HttpMethod.Post, "/v1/accounts/import", "text/csv", csv)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(3, await Accepted(node));
    }

    [Theory]
    [InlineData("DE02120300000000202052", "format"), InlineData("12345", "format"), InlineData("DE02120300000000202051", "repeated")]
    public async Task One_that_is_wrong_or_anothers_is_refused_by_both_doors(string iban, string code)
    {
        await using var node = await Start();
        await node.Send(HttpMethod.Put, "/v1/accounts/A-1", body: """{"holders":["C-1"],"currency":"EUR","iban":"DE02120300000000202051"}""");
        var put = await node.Send(HttpMethod.Put, "/v1/accounts/A-2", body: $$"""{"holders":["C-1"],"currency":"EUR","iban":"{{iban}}"}""");
        Assert.Equal((422, ("iban", code)), (put.Status, Assert.Single(put.Errors)));
        var import = await node.Send(HttpMethod.Post, "/v1/accounts/import", "text/csv", $"id,iban,holders,currency\nA-2,{iban},C-1,EUR\n");
        Assert.Equal((0, code), (import.Json.GetProperty("accepted").GetInt32(), Assert.Single(import.Errors).Code));
    }

    [Fact]
    public async Task An_import_without_the_column_keeps_it()
    {
        await using var node = await Start();
        await node.Send(HttpMethod.Put, "/v1/accounts/A-1", body: """{"holders":["C-1"],"currency":"EUR","iban":"DE02120300000000202051","nickname":"House","lowBalance":"5"}""");
        var before = (await node.Send(HttpMethod.Get, "/v1/accounts/A-1")).Text;
        await node.Send(HttpMethod.Post, "/v1/accounts/import", "text/csv", "id,holders,currency\nA-1,C-1|C-2,EUR\n");
        Assert.Equal(before.Replace("[\"C-1\"]", "[\"C-1\",\"C-2\"]", StringComparison.Ordinal), (await node.Send(HttpMethod.Get, "/v1/accounts/A-1")).Text);
    }
}
