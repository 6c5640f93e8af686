using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Security.Access;
using Tidings.Server.Host;
using Tidings.Simulator;

namespace Tidings.Cli.Demo;

/// <summary>The carrier, the node and the bank of a demo.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    static readonly TimeSpan BetweenEvents = TimeSpan.FromMilliseconds(1500);

    readonly SmscSimulator _carrier;
    readonly WebApplication _node;
    readonly BankSide _bank;
    readonly DemoEvents _events = new(TimeProvider.System);
    readonly DirectoryInfo? _temporary;

    DemoRun(SmscSimulator carrier, WebApplication node, string key, DirectoryInfo? temporary)
    {
        (_carrier, _node, Key, _temporary) = (carrier, node, key, temporary);
        ApiUrl = new(node.Urls.First());
        _bank = new(ApiUrl, key);
    }

    public string Key { get; }
    public Uri ApiUrl { get; }
    public Uri PhoneUrl => _carrier.PhoneUrl!;

    public string CurlLine => Curl("events", "mine-1", "account.transaction.posted",
        $$$"""{"account":"{{{DemoBank.First.Account}}}","kind":"card-payment","amount":{"amount":"12.30","currency":"{{{DemoBank.First.Currency}}}"},"merchant":{"name":"Corner Bakery"}}""");

    public string UnusualCurlLine => Curl("decisions", "unusual-1", "card.authorisation",
        $$$"""{"customer":"{{{DemoBank.First.Id}}}","status":"approved","amount":{"amount":"2400","currency":"{{{DemoBank.First.Currency}}}"},"merchant":{"name":"Crown Watches"}}""");

    string Curl(string door, string id, string type, string data) => $$$"""
          curl -s {{{ApiUrl}}}v1/{{{door}}} \
            -H 'Authorization: Bearer {{{Key}}}' \
            -H 'Content-Type: application/cloudevents+json' \
            -d '{"specversion":"1.0","id":"{{{id}}}","source":"/me","type":"{{{type}}}",
                 "data":{{{data}}}}'
        """;

    public static async Task<DemoRun> Start(int port, int phonePort, DirectoryInfo? data, CancellationToken cancel)
    {
        var temporary = data is null ? Directory.CreateTempSubdirectory("tidings-demo-") : null;
        var carrier = await SmscSimulator.StartAsync(
            new() { SmppPort = 0, PhonePort = LoopbackPorts.FreeOr(phonePort), EmptyHint = "The first texts arrive in a moment." }, TimeProvider.System, cancel);
        var node = TidingsServer.Create(["--urls", $"http://127.0.0.1:{LoopbackPorts.FreeOr(port)}", "--environment=Development"], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Node:DataDirectory"] = (data ?? temporary)!.FullName,
                ["Bank:Name"] = DemoBank.Name,
                ["Bank:Sender"] = DemoBank.Sender,
                ["Bank:Hotline"] = DemoBank.Hotline,
                // Numbers kept for fiction are in nobody's plan.
                ["Intake:AssignedNumbersOnly"] = "false",
                // Whoever tries it is alone.
                ["Access:TwoPersons:0"] = "none",
                // His receiver is on this machine, as the demo is, and speaks plain http.
                ["Webhooks:AllowedNetworks:0"] = "127.0.0.0/8",
                ["Carrier:Host"] = "127.0.0.1",
                ["Carrier:Simulator"] = "true",
                ["Carrier:Port"] = carrier.SmppPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Carrier:SystemId"] = "demo",
                ["Carrier:Password"] = "demo",
            });
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        });
        await node.StartAsync(cancel);
        var key = await node.Services.GetRequiredService<ApiKeys>().Create("demo", cancel);
        var demo = new DemoRun(carrier, node, key.Secret, temporary);
        await demo.Register(cancel);
        return demo;
    }

    async Task Register(CancellationToken cancel)
    {
        foreach (var person in DemoBank.People)
            await _bank.Put($"/v1/accounts/{person.Account}", DemoEvents.Account(person), cancel);
        foreach (var person in DemoBank.People)
            await _bank.Post(_events.Customer(person), cancel);
        await SeekFraud(cancel);
        await _bank.Post(_events.CardPayment(DemoBank.First, 4.20m, "Corner Bakery"), cancel);
    }

    /// <summary>The rules that the product comes with, switched on.</summary>
    async Task SeekFraud(CancellationToken cancel)
    {
        var rules = (await _bank.Get("/v1/fraud/rules", cancel)).AsObject();
        (rules["mode"], rules["currency"]) = ("live", DemoBank.First.Currency);
        // Here people pay every few seconds.
        rules["rules"]!.AsArray().RemoveAll(static rule => rule!["id"]!.GetValue<string>() == "many-payments-in-an-hour");
        await _bank.Put("/v1/fraud/rules", rules, cancel);
    }

    public async Task Run(bool traffic, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenEvents, TimeProvider.System, cancel);
                if (traffic)
                    await _bank.Post(_events.Next(), cancel);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        _bank.Dispose();
        await _node.StopAsync();
        await _node.DisposeAsync();
        await _carrier.DisposeAsync();
        _temporary?.Delete(recursive: true);
    }
}
