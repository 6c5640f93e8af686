using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Server.Deliver;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Operate.Access;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver.Approval;

/// <summary>A whole node where a carrier needs two persons, with an operator who approves and one who only looks, both signed in.</summary>
internal sealed class TwoPersonsNode : IAsyncDisposable
{
    static readonly (string, string)[] Always =
        [("Access:TwoPersons:0", "carrier"), ("Intake:AssignedNumbersOnly", "false"), ("Carrier:ReconnectFirst", "00:00:00.02"), ("Carrier:ReconnectLongest", "00:00:00.1")];

    int _payments;
    bool _stopped;

    TwoPersonsNode(RealNode node) => Node = node;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public RealNode Node { get; private set; }

    /// <summary>Tokens of sessions; they outlive a restart.</summary>
    public string Approver { get; private set; } = "";

    public string Viewer { get; private set; } = "";

    public CarrierSet Set => Node.Services.GetRequiredService<CarrierSet>();

    public static Task<SmscSimulator> Smsc(string? password = null) =>
        SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null, Password = password, Behaviour = new() { ReceiptDelay = TimeSpan.FromMilliseconds(20) } }, TimeProvider.System, Cancel);

    /// <summary>What leads to a simulator, as options of a carrier's section.</summary>
    public static (string, string)[] To(SmscSimulator smsc, string section = "Carrier") =>
        [($"{section}:Host", "127.0.0.1"), ($"{section}:Port", smsc.SmppPort.ToString(CultureInfo.InvariantCulture)), ($"{section}:SystemId", "bank")];

    /// <summary>These options with those that every such node has.</summary>
    public static (string, string)[] Configured((string, string)[] settings) => [.. Always, .. settings];

    public static async Task<TwoPersonsNode> Start(params (string, string)[] settings)
    {
        var node = new TwoPersonsNode(await RealNode.Start(null, [.. Always, .. settings]));
        node.Approver = await node.SignedIn("ada", "approver");
        node.Viewer = await node.SignedIn("ben", "viewer");
        Assert.Equal(200, (await node.Node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+447700900101"],"language":"en"}""")).Status);
        Assert.Equal(200, (await node.Node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-1"],"currency":"EUR"}""")).Status);
        return node;
    }

    /// <summary>The node ends, and another one starts over the same data with this configuration.</summary>
    public async Task Restart(params (string, string)[] settings)
    {
        await Stop();
        _stopped = false;
        Node = await RealNode.Start(Node.Folder, [.. Always, .. settings]);
    }

    public async Task Stop()
    {
        if (!_stopped)
            await Node.Stop();
        _stopped = true;
    }

    async Task<string> SignedIn(string name, string role)
    {
        var (operators, signIns) = (Node.Services.GetRequiredService<Operators>(), Node.Services.GetRequiredService<SignIns>());
        var (row, code) = operators.Prepare(name, [role], null);
        await operators.Put([row], Cancel);
        var enrolled = (await signIns.Enrol(code, Cancel))!;
        var totp = When_operators_sign_in.Bytes(enrolled.Authenticator.Split("secret=")[1].Split('&')[0]);
        return (await signIns.SignIn(name, enrolled.Secret, Totp.Code(totp, Totp.CounterAt(TimeProvider.System.GetUtcNow())), Cancel))!.Token;
    }

    public async Task<Answer> As(string token, HttpMethod method, string path, string? body = null)
    {
        var first = Node.Client.DefaultRequestHeaders.Authorization;
        Node.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            return await Node.Send(method, path, body: body);
        }
        finally
        {
            Node.Client.DefaultRequestHeaders.Authorization = first;
        }
    }

    public async Task Approve(string carrier = "main")
    {
        var answer = await As(Approver, HttpMethod.Post, $"/v1/proposals/{await Proposal(carrier)}/approve", "{}");
        Assert.True(answer.Status == 200, answer.Text);
    }

    public async Task<(string? State, string? Proposal)> Stands(string carrier = "main")
    {
        var shown = (await Node.Send(HttpMethod.Get, "/v1/carriers")).Json.GetProperty("carriers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == carrier);
        return (shown.GetProperty("state").GetString(), shown.GetProperty("proposal").GetString());
    }

    /// <summary>What a carrier waits for.</summary>
    public async Task<string> Proposal(string carrier = "main")
    {
        var (state, proposal) = await Stands(carrier);
        Assert.Equal("awaiting-approval", state);
        return proposal!;
    }

    /// <summary>All proposals of carriers, the newest first: what they are about, and how they stand.</summary>
    public async Task<string[]> Proposals() =>
    [
        .. (await Node.Send(HttpMethod.Get, "/v1/proposals")).Json.GetProperty("proposals").EnumerateArray()
            .Select(static one => $"{one.GetProperty("kind").GetString()}/{one.GetProperty("subject").GetString()} {one.GetProperty("state").GetString()}"),
    ];

    public async Task<JsonElement> Document(string proposal) => (await As(Approver, HttpMethod.Get, $"/v1/proposals/{proposal}")).Json.GetProperty("document");

    /// <summary>A text that is decided; its id.</summary>
    public async Task<string> Pay()
    {
        var answer = await Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment($"E-{++_payments}"));
        Assert.True(answer.Status == 202, answer.Text);
        return Assert.Single(answer.Results[0].GetProperty("messages").EnumerateArray()).GetString()!;
    }

    public async Task<string?> State(string message) => (await Node.Send(HttpMethod.Get, $"/v1/messages/{message}")).Json.GetProperty("state").GetString();

    public Task UntilDelivered(string message) => Carrier.Until(async () => await State(message) == "delivered");

    /// <summary>Its binds have come to where they would connect.</summary>
    public Task UntilAtTheGate(string carrier = "main") => Carrier.Until(() => Task.FromResult(Of(carrier).Pumps.Count == Of(carrier).Options.Binds));

    public CarrierDelivery Of(string carrier) => Set.All.Single(one => one.Name == carrier);

    public async Task<string[]> Acts(string of) =>
    [
        .. (await Node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).OrderBy(static row => row.Id, StringComparer.Ordinal).Select(DocumentActs.Of)
            .Where(act => act.Subject.StartsWith(of, StringComparison.Ordinal)).Select(static act => $"{act.Name} by {act.Actor}"),
    ];

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
