using System.Globalization;
using System.Text.Json;
using Tidings.Acceptance.Tests.AtRest;
using Tidings.Simulator;

namespace Tidings.Acceptance.Tests;

/// <summary>kill -9 after the alert of an ordinary payment, and after the question that NO to it asks: what the customer was told of and asked is as it was.</summary>
public sealed class When_a_node_is_killed_between_an_alert_and_its_denial : IDisposable
{
    const string Phone = "447700900101";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-denied-");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task He_is_asked_once_and_his_second_no_opens_one_case()
    {
        await using var smsc = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null }, TimeProvider.System, Cancel);
        await using var node = new MarkedNode(
            _folder, "--environment=Development", "--Carrier:Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--Carrier:Port={smsc.SmppPort}"), "--Carrier:SystemId=bank",
            "--Intake:AssignedNumbersOnly=false", "--Carrier:ReconnectFirst=00:00:00.05");
        await node.Start();
        await node.Send(HttpMethod.Put, "/v1/fraud/rules", """{"mode":"live","askAt":50,"highAmount":500,"currency":"EUR"}""");
        await node.Send(HttpMethod.Put, "/v1/customers/C-1", $$"""{"name":"Ada","phones":["+{{Phone}}"],"language":"en"}""");
        await node.Send(HttpMethod.Post, "/v1/events",
            """{"specversion":"1.0","id":"P-1","source":"/bank","type":"card.authorisation","data":{"customer":"C-1","status":"approved","amount":{"amount":"12","currency":"EUR"},"merchant":{"name":"SUN BOOKS"},"terminal":"T-1"}}""", MarkedBank.Structured);
        await Text(smsc, "SUN BOOKS");
        await node.Kill();
        await node.Start();

        await Write(smsc, "NO");
        await Text(smsc, "You wrote NO");
        await node.Kill();
        await node.Start();

        await Write(smsc, "no!");
        await Text(smsc, "was not you");
        await node.Kill();
        await node.Start();

        var opened = Assert.Single(JsonDocument.Parse(await node.Send(HttpMethod.Get, "/v1/fraud/cases?state=open", null)).RootElement.GetProperty("cases").EnumerateArray());
        Assert.Equal(("C-1", "denied", "denied-alert"), (opened.GetProperty("customer").GetString(), opened.GetProperty("because").GetString(), opened.GetProperty("askedBecause").GetString()));
        Assert.Single(smsc.Inbox.Texts(), static text => text.Text.Contains("You wrote NO", StringComparison.Ordinal));
        // What he said is there for the next training, also while the node runs.
        var labels = Path.Combine(_folder.FullName, "labels.csv");
        await TidingsProcess.Run("fraud", "labels", "--data", node.Data, "--out", labels);
        Assert.Matches("^id,fraud,labelled_at\nP-1,1,20[0-9T:-]+Z\n$", await File.ReadAllTextAsync(labels, Cancel));
    }

    static async Task Text(SmscSimulator smsc, string saying)
    {
        while (!smsc.Inbox.Texts().Any(text => text.Text.Contains(saying, StringComparison.Ordinal)))
            await Look();
    }

    static async Task Write(SmscSimulator smsc, string text)
    {
        // The node may not have bound again yet.
        while (!smsc.Reply(Phone, "YourBank", text))
            await Look();
        while (smsc.Stats is { Waiting: > 0 })
            await Look();
    }

    static Task Look() => Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);

    public void Dispose() => _folder.Delete(recursive: true);
}
