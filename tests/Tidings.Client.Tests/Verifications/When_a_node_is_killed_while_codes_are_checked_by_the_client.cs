using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Tidings.Client.Tests.Calls;
using Tidings.Client.Verifications;
using Tidings.Simulator;

namespace Tidings.Client.Tests.Verifications;

/// <summary>kill -9 of a real process in the moment in which right codes come: each is approved once at most, and what the client says holds afterwards.</summary>
public sealed class When_a_node_is_killed_while_codes_are_checked_by_the_client
{
    const int Customers = 6;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // A process that does not come up would keep the test waiting: it ends then.
    [Fact(Timeout = 300_000)]
    public async Task Nothing_is_approved_twice_and_each_can_be_finished()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await using var smsc = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null }, TimeProvider.System, Cancel);
        await using var node = await ServedNode.Start("--environment=Development", "--Carrier:Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--Carrier:Port={smsc.SmppPort}"), "--Carrier:SystemId=bank");
        await using var bank = Bank.At(node.Address, node.Key, static options => options.Patience = TimeSpan.FromMinutes(4));
        var verifications = bank.Tidings.Verifications;
        using (var http = new HttpClient { BaseAddress = node.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", node.Key) } })
        {
            for (var i = 0; i < Customers; i++)
            {
                using var body = new StringContent($$"""{"name":"Ada","phones":["+{{Number(i)}}"],"language":"en"}""", Encoding.UTF8, "application/json");
                Assert.True((await http.PutAsync($"/v1/customers/C-{i}", body, Cancel)).IsSuccessStatusCode);
            }
        }
        var (ids, codes) = (new string[Customers], new string[Customers]);
        for (var i = 0; i < Customers; i++)
        {
            ids[i] = (await verifications.StartAsync(new() { Purpose = "login", Customer = $"C-{i}" }, cancel: Cancel)).Id;
            codes[i] = await ProvingBank.CodeOf(smsc, Number(i));
        }

        // One is over when the node dies; the others are on their way.
        Assert.True((await verifications.CheckAsync(ids[0], Check(codes[0]), Cancel)).Approved);
        var checking = Enumerable.Range(1, Customers - 1).Select(i => verifications.CheckAsync(ids[i], Check(codes[i]), Cancel)).ToArray();
        await node.Kill();
        await node.Start();
        foreach (var (result, i) in (await Task.WhenAll(checking)).Select(static (result, i) => (result, i + 1)))
        {
            Assert.True(result.Approved != result.AnswerLost, result.ToString());
            if (result.Status == VerificationStatus.Pending)
                Assert.True((await verifications.CheckAsync(ids[i], Check(codes[i]), Cancel)).Approved);
        }
        for (var i = 0; i < Customers; i++)
        {
            Assert.Equal(VerificationStatus.Approved, (await verifications.FindAsync(ids[i], Cancel))!.Status);
            Assert.Equal(TidingsException.VerificationOver, (await Assert.ThrowsAsync<TidingsException>(() => verifications.CheckAsync(ids[i], Check(codes[i]), Cancel))).Code);
        }
        Assert.Equal(Customers, smsc.Inbox.Texts().Count);
    }

    static string Number(int customer) => string.Create(CultureInfo.InvariantCulture, $"4477009003{customer:00}");

    static VerificationCheck Check(string code) => new() { Code = code, Purpose = "login" };
}
