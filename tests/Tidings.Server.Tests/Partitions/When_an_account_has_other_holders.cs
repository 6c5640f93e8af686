using MemoryPack;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Customers;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Check;
using Tidings.Security.Keys;
using Tidings.Server.Tests.Audit;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_an_account_has_other_holders : IAsyncLifetime
{
    const string Both = """{"holders":["C-1","C-2"],"currency":"EUR"}""", One = """{"holders":["C-2"],"currency":"EUR"}""";

    RealNode _node = null!;
    byte[] _before = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await RealNode.Start(null, RealNode.OnePerson);
        await _node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en"}""");
        await _node.Send(HttpMethod.Put, "/v1/customers/C-2", body: """{"name":"Bo Jensen","phones":["+15005550007"],"language":"en"}""");
        await _node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: Both);
        _before = AuditedNode.Blob(_node.Folder, "SELECT body FROM account");
    }

    public async ValueTask DisposeAsync() => await _node.DisposeAsync();

    void PutBack() => AuditedNode.Sql(_node.Folder, "UPDATE account SET body = $b", ("$b", _before));

    async Task<int> Told(string id) => (await AuditedNode.Pay(_node, id)).Length;

    [Fact]
    public async Task A_row_of_before_that_is_put_back_opens_no_more_and_is_named()
    {
        Assert.Equal(200, (await _node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: One)).Status);
        Assert.Equal(1, await Told("e-1"));
        _node = await _node.Restart();
        Assert.Equal(1, await Told("e-2"));
        await _node.Stop();
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_node.Folder));
        PutBack();
        Assert.Contains("does not open", Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(_node.Folder)).What, StringComparison.Ordinal);
        _node = await RealNode.Start(_node.Folder, RealNode.OnePerson);
        Assert.Equal(404, (await _node.Send(HttpMethod.Get, "/v1/accounts/A-1001")).Status);
        Assert.Contains("1121", _node.Logs.All, StringComparison.Ordinal);
        // Whoever registers it again has it back.
        Assert.Equal(200, (await _node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: One)).Status);
        Assert.Equal(1, await Told("e-3"));
    }

    [Fact]
    public async Task A_node_that_ended_between_the_account_and_its_older_keys_ends_those_at_its_next_start()
    {
        var (store, ring) = (_node.Services.GetRequiredService<IStore>(), _node.Services.GetRequiredService<KeyRing>());
        var version = (await ring.RotateAccounts(["A-1001"], Cancel))["A-1001"];
        var account = new Account { Id = "A-1001", Holders = ["C-2"], Currency = "EUR", Masked = "**1001", HeldSince = version };
        await store.Commit(new() { Accounts = [new AccountRow(account.Id, MemoryPackSerializer.Serialize(account))] });
        _node = await _node.Restart();
        Assert.Equal(1, await Told("e-1"));
        await _node.Stop();
        PutBack();
        _node = await RealNode.Start(_node.Folder, RealNode.OnePerson);
        Assert.Equal(404, (await _node.Send(HttpMethod.Get, "/v1/accounts/A-1001")).Status);
    }

    [Fact]
    public async Task One_that_keeps_its_holders_keeps_its_key()
    {
        var keys = AuditedNode.Count(_node.Folder, "SELECT count(*) FROM data_key", "keys.db");
        Assert.Equal(200, (await _node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-2","C-1"],"currency":"EUR","lowBalance":"5"}""")).Status);
        Assert.Equal(keys, AuditedNode.Count(_node.Folder, "SELECT count(*) FROM data_key", "keys.db"));
    }

    [Fact]
    public async Task One_of_whom_a_holder_was_erased_tells_him_no_more_whatever_is_put_back()
    {
        Assert.Equal(204, (await _node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        Assert.Equal(1, await Told("e-1"));
        await _node.Stop();
        PutBack();
        _node = await RealNode.Start(_node.Folder, RealNode.OnePerson);
        Assert.Equal(404, (await _node.Send(HttpMethod.Get, "/v1/accounts/A-1001")).Status);
    }
}
