using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

public sealed class When_an_act_is_proved : IAsyncLifetime
{
    RealNode _node = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _node = await RealNode.Start(null, RealNode.OnePerson);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    IStore Store => _node.Services.GetRequiredService<IStore>();

    /// <summary>The id of the newest act of this kind, as the list shows it.</summary>
    async Task<string> Newest(string kind) =>
        (await _node.Send(HttpMethod.Get, $"/v1/audit/acts?kind={kind}&limit=1")).Json.GetProperty("acts")[0].GetProperty("id").GetString()!;

    /// <summary>The proof, which holds by the log's key alone, and what opens it.</summary>
    async Task<(TlogProof Proof, JsonElement Opening)> Prove(string act)
    {
        var answer = await _node.Send(HttpMethod.Get, $"/v1/audit/acts/{act}/proof");
        Assert.True(answer.Status == 200, answer.Text);
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(answer.Text))!;
        var opening = JsonDocument.Parse(proof.Extra!).RootElement;
        Assert.True(proof.Holds(Convert.FromBase64String(opening.GetProperty("entry").GetString()!), AuditedNode.KeyOf(_node.Folder)));
        Assert.Equal(act, opening.GetProperty("id").GetString());
        return (proof, opening);
    }

    /// <summary>The other reader takes it as it is, and not where it says somebody or something else.</summary>
    async Task IsTakenAsItIsAlone(TlogProof proof, JsonElement opening)
    {
        Assert.Equal(0, await OtherReader.Proof(proof.ToString(), _node.Folder));
        foreach (var (said, forged) in ((string, string)[])
        [
            (opening.GetProperty("actor").GetString()!, "operator:eve"), (opening.GetProperty("body").GetString()!, "e30="), (opening.GetProperty("id").GetString()!, new string('0', 32)),
        ])
        {
            var text = opening.GetRawText().Replace($"\"{said}\"", $"\"{forged}\"", StringComparison.Ordinal);
            Assert.NotEqual(opening.GetRawText(), text);
            Assert.NotEqual(0, await OtherReader.Proof((proof with { Extra = Encoding.UTF8.GetBytes(text) }).ToString(), _node.Folder));
        }
    }

    [Fact]
    public async Task It_says_who_it_was_and_holds_without_the_server()
    {
        var settings = await _node.Send(HttpMethod.Get, "/v1/settings");
        Assert.Equal(200, (await _node.Send(HttpMethod.Put, "/v1/settings", body: settings.Text)).Status);
        var (proof, opening) = await Prove(await Newest("settings.changed"));
        var key = _node.Client.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[^1][..8];
        Assert.Equal(("tidings-document/v1", $"key:{key}", "act"), (opening.GetProperty("form").GetString(), opening.GetProperty("actor").GetString(), opening.GetProperty("kind").GetString()));
        Assert.Contains("settings/bank/1", Encoding.UTF8.GetString(opening.GetProperty("body").GetBytesFromBase64()), StringComparison.Ordinal);
        await IsTakenAsItIsAlone(proof, opening);
    }

    [Fact]
    public async Task One_of_a_version_before_is_proved_by_what_its_entry_says_in_clear()
    {
        await Store.Commit(EntriesOfBefore.UnitOf([.. new DocumentActs(TimeProvider.System).Record(new("operator:ada", "template.changed", "template/fee/3"))]));
        var (proof, opening) = await Prove(await Newest("template.changed"));
        Assert.Equal(("tidings-act/v0", "operator:ada", ""), (opening.GetProperty("form").GetString(), opening.GetProperty("actor").GetString(), opening.GetProperty("salt").GetString()));
        await IsTakenAsItIsAlone(proof, opening);
    }

    [Fact]
    public async Task Two_that_were_written_together_are_each_proved()
    {
        var record = new DocumentActs(TimeProvider.System);
        await Store.Commit(AuditWriter.UnitOf(
            [.. record.Record(new("operator:ada", "template.approved", "template/fee/3")), .. record.Record(new("operator:ada", "template.counted", "template/fee"))]));
        foreach (var kind in (string[])["template.approved", "template.counted"])
            Assert.Equal("operator:ada", (await Prove(await Newest(kind))).Opening.GetProperty("actor").GetString());
    }

    [Fact]
    public async Task There_is_none_of_what_is_not_there_and_none_for_who_may_not_read_the_record()
    {
        Assert.Equal(404, (await _node.Send(HttpMethod.Get, $"/v1/audit/acts/{new string('0', 32)}/proof")).Status);
        Assert.Equal(404, (await _node.Send(HttpMethod.Get, "/v1/audit/acts/none-such/proof")).Status);
        var settings = await _node.Send(HttpMethod.Get, "/v1/settings");
        Assert.Equal(200, (await _node.Send(HttpMethod.Put, "/v1/settings", body: settings.Text)).Status);
        var act = await Newest("settings.changed");
        var other = await _node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("k") { Scopes = ScopeNames.All & ~Scope.AuditRead }, [], Cancel);
        _node.Client.DefaultRequestHeaders.Authorization = new("Bearer", other.Secret);
        Assert.Equal(403, (await _node.Send(HttpMethod.Get, $"/v1/audit/acts/{act}/proof")).Status);
    }
}
