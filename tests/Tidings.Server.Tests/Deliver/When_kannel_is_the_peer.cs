using System.Globalization;
using System.Net;
using Tidings.Cli.Bench;
using Tidings.Server.Tests.Intake;
using Tidings.Tests.Peers;
using Tidings.Server.Tests.Tell;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

/// <summary>Debian's Kannel, an SMS gateway that others wrote.</summary>
public sealed class When_kannel_is_the_peer : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-kannel-");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_a_client_it_sends_through_our_simulator_and_gets_its_receipts()
    {
        await using var smsc = await Simulator();
        await using var kannel = await StartKannel(smsc);
        await using var reports = await KannelReports.Start();
        using var client = new HttpClient();
        (string To, string Text, int End)[] texts =
        [
            ("447700900201", "A plain text", 1), ("447700900202", "Brackets [10 €] and {umlauts: äöü}", 1), ("447700900203", "आपका भुगतान", 1), ("447700999001", "Never delivered", 2),
            ("447700999020", "No such number", 16),
        ];
        foreach (var (to, text, _) in texts)
        {
            var coding = text.Any(static sign => sign > 0x900 && sign != '€') ? "2" : "0";
            var asked = await client.GetAsync(
                $"http://127.0.0.1:{kannel.Port}/cgi-bin/sendsms?username=bench&password=bench&from=BANK&to={to}&charset=UTF-8&coding={coding}&dlr-mask=27&text={Uri.EscapeDataString(text)}&dlr-url={Uri.EscapeDataString(reports.Url(to))}", Cancel);
            Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        }
        foreach (var (to, _, end) in texts)
        {
            while (!reports.Of(to).Contains(end))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
            // Kannel tells of each in a request of its own, and they may overtake one another.
            while (end != 16 && !reports.Of(to).Contains(8))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
            Assert.DoesNotContain(reports.Of(to), type => type != end && type != 8);
        }
        Assert.Equal(
            texts.Where(static text => text.End == 1).Select(static text => ($"+{text.To}", text.Text)),
            smsc.Inbox.Texts().Where(static text => text.To.StartsWith("+447700900", StringComparison.Ordinal)).Select(static text => (text.To, text.Text)).Order());
    }

    [Fact]
    public async Task As_a_carrier_behind_a_sink_it_takes_our_texts_and_its_receipts_end_them()
    {
        var smsc = await Simulator();
        await using var kannel = await StartKannel(smsc);
        using var relay = await NodePackage.Start("node-smpp", "relay.js", kannel.Port.ToString(CultureInfo.InvariantCulture));
        var port = (await relay.Next(Cancel)).GetProperty("port").GetInt32();
        await using var node = new ToldNode
        {
            Smsc = smsc, Settings = [],
            Node = await RealNode.Start(null, ("environment", "Development"), ("Carrier:Host", "127.0.0.1"), ("Carrier:Port", port.ToString(CultureInfo.InvariantCulture)), ("Intake:AssignedNumbersOnly", "false")),
        };
        var told = new List<(string Customer, string Message)>();
        for (var i = 0; i < 10; i++)
        {
            await node.Register($"k{i}", $"+4477009002{i:d2}");
            told.Add(($"k{i}", await node.Pay($"k{i}", $"e{i}")));
        }
        await node.Register("k-dead", "+447700999001");
        var dead = await node.Pay("k-dead", "e-dead");
        foreach (var (_, message) in told)
            await node.UntilDelivered(message);
        while ((await node.Node.Send(HttpMethod.Get, $"/v1/messages/{dead}")).Json.GetProperty("state").GetString() != "permanent-failure")
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        Assert.Equal(
            Enumerable.Range(0, 10).Select(static i => $"+4477009002{i:d2}"),
            smsc.Inbox.Texts().Select(static text => text.To).Where(static to => to.StartsWith("+4477009002", StringComparison.Ordinal)).Order());
        Assert.All(smsc.Inbox.Texts(), static text => Assert.Contains("€", text.Text, StringComparison.Ordinal));
    }

    static Task<SmscSimulator> Simulator() =>
        SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null, Behaviour = new() { ReceiptDelay = TimeSpan.FromMilliseconds(50) } }, TimeProvider.System);

    async Task<Kannel> StartKannel(SmscSimulator smsc)
    {
        Assert.SkipUnless(Kannel.Installed, "kannel is not installed");
        return await Kannel.Start(_folder.FullName, smsc.SmppPort, 10, Cancel);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
