using System.Collections.Concurrent;
using System.Text;
using Tidings.Server.Deliver.Settings;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

/// <summary>A carrier beside the first of a <see cref="Carrier"/>, with a simulator of its own.</summary>
internal sealed class OtherCarrier : ISubmitObserver
{
    readonly ConcurrentQueue<string> _arrived = new();

    public required string Name { get; init; }
    public required CarrierOptions Options { get; init; }
    public required SmscSimulator Smsc { get; set; }
    bool _isLost;

    /// <summary>The texts that it accepted, in their order.</summary>
    public string[] Arrived => [.. _arrived];

    public static async Task<OtherCarrier> Start(string name, Behaviour? behaviour = null, Action<CarrierOptions>? set = null)
    {
        var options = Carrier.Quick();
        set?.Invoke(options);
        var carrier = new OtherCarrier { Name = name, Options = options, Smsc = null! };
        carrier.Smsc = await SmscSimulator.StartAsync(
            new() { SmppPort = 0, PhonePort = null, Observer = carrier, Behaviour = behaviour ?? new() { ReceiptDelay = TimeSpan.FromMilliseconds(10) } }, TimeProvider.System);
        options.Port = carrier.Smsc.SmppPort;
        return carrier;
    }

    /// <summary>It is gone, and nothing listens where it was.</summary>
    public async Task LoseSmsc()
    {
        if (!_isLost)
            await Smsc.DisposeAsync();
        _isLost = true;
    }

    /// <summary>It is there again.</summary>
    public async Task Return(Behaviour behaviour)
    {
        Smsc = await SmscSimulator.StartAsync(new() { SmppPort = Options.Port, PhonePort = null, Observer = this, Behaviour = behaviour }, TimeProvider.System);
        _isLost = false;
    }

    void ISubmitObserver.Accepted(in AcceptedSubmit submit) => _arrived.Enqueue(Encoding.Latin1.GetString(submit.Message));
}
