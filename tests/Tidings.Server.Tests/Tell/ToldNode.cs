using System.Globalization;
using Tidings.Server.Tests.Intake;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Tell;

/// <summary>A whole node with the simulator as its carrier, which may tell receivers on loopback.</summary>
internal sealed class ToldNode : IAsyncDisposable
{
    public required SmscSimulator Smsc { get; init; }
    public required RealNode Node { get; set; }
    public required (string, string)[] Settings { get; init; }

    public static async Task<ToldNode> Start(params (string, string)[] more)
    {
        var smsc = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null, Behaviour = new() { ReceiptDelay = TimeSpan.FromMilliseconds(20) } }, TimeProvider.System);
        (string, string)[] settings =
        [
            ("environment", "Development"), ("Carrier:Host", "127.0.0.1"), ("Carrier:Port", smsc.SmppPort.ToString(CultureInfo.InvariantCulture)), ("Carrier:Simulator", "true"),
            ("Carrier:SystemId", "told"), ("Carrier:Password", "told"), ("Intake:AssignedNumbersOnly", "false"), ("Webhooks:AllowedNetworks:0", "127.0.0.0/8"),
            ("Webhooks:FirstRetry", "00:00:00.02"), ("Webhooks:LongestRetry", "00:00:00.2"), .. more,
        ];
        return new() { Smsc = smsc, Settings = settings, Node = await RealNode.Start(null, static _ => { }, settings) };
    }

    /// <summary>The node ends and another one starts over the same data.</summary>
    public async Task Restart()
    {
        await Node.Stop();
        Node = await RealNode.Start(Node.Folder, static _ => { }, Settings);
    }

    /// <summary>A customer with an account of his own, whom payments are told.</summary>
    public async Task Register(string customer, string phone = "+447700900101", string more = "")
    {
        Assert.Equal(200, (await Node.Send(HttpMethod.Put, $"/v1/customers/{customer}", body: $$"""{"name":"Ada Jensen","phones":["{{phone}}"],"language":"en"{{more}}}""")).Status);
        Assert.Equal(200, (await Node.Send(HttpMethod.Put, $"/v1/accounts/A-{customer}", body: $$"""{"holders":["{{customer}}"],"currency":"EUR"}""")).Status);
    }

    /// <summary>The message's id.</summary>
    public async Task<string> Pay(string customer, string id)
    {
        var answer = await Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment(id, Samples.PaymentData.Replace("A-1001", $"A-{customer}", StringComparison.Ordinal)));
        Assert.True(answer.Status == 202, answer.Text);
        return Assert.Single(answer.Results[0].GetProperty("messages").EnumerateArray()).GetString()!;
    }

    /// <summary>Waits until the node itself says that the phone has it.</summary>
    public async Task UntilDelivered(string message)
    {
        while ((await Node.Send(HttpMethod.Get, $"/v1/messages/{message}")).Json.GetProperty("state").GetString() != "delivered")
            await Task.Yield();
    }

    /// <summary>Id and secret of a new subscription.</summary>
    public async Task<(string Id, string Secret)> Subscribe(string url, params string[] events)
    {
        var list = events.Length == 0 ? "null" : $"[{string.Join(',', events.Select(static one => $"\"{one}\""))}]";
        var answer = await Node.Send(HttpMethod.Post, "/v1/webhooks", body: $$"""{"url":"{{url}}","events":{{list}},"description":"the bank's ledger"}""");
        Assert.True(answer.Status == 200, answer.Text);
        return (answer.Json.GetProperty("id").GetString()!, answer.Json.GetProperty("secret").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Smsc.DisposeAsync();
    }
}
