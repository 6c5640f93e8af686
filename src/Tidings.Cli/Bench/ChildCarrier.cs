using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Bench;

/// <summary>The simulator in a process of its own.</summary>
internal sealed class ChildCarrier : Child
{
    readonly HttpClient _http = new();

    ChildCarrier(IEnumerable<string> args) : base(args)
    {
    }

    public int SmppPort { get; private set; }
    Uri Phone { get; set; } = null!;

    /// <param name="take">Takes the lines that it writes, and says which.</param>
    public static async Task<ChildCarrier> Start(TimeSpan receiptDelay, IEnumerable<string> more, CancellationToken cancel, Func<string, bool>? take = null)
    {
        var carrier = new ChildCarrier(
            ["smsc", "--port", "0", "--phone-port", "0", "--sink", "--receipt-delay-ms", $"{(int)receiptDelay.TotalMilliseconds}", .. more]);
        carrier.SmppPort = int.Parse((await carrier.ReadLine(static line => line.StartsWith("SMPP ", StringComparison.Ordinal), cancel)).Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
        carrier.Phone = new((await carrier.ReadLine(static line => line.StartsWith("Phone ", StringComparison.Ordinal), cancel))["Phone ".Length..]);
        carrier.Drain(take);
        return carrier;
    }

    public async Task<CarrierStats> Stats(CancellationToken cancel)
    {
        var stats = (await _http.GetFromJsonAsync<JsonObject>(new Uri(Phone, "/stats"), cancel))!;
        return new((long)stats["submitted"]!, (long)stats["distinct"]!, (long)stats["duplicates"]!, (long)stats["receiptsSent"]!, (long)stats["receiptsAcknowledged"]!, (long)stats["connections"]!);
    }

    public Task SetBehaviour(JsonObject behaviour, CancellationToken cancel) =>
        _http.PutAsJsonAsync(new Uri(Phone, "/behaviour"), behaviour, cancel);
}

/// <summary>What the carrier counted. Receipts count as acknowledged once we have answered them, which we do when they are durable.</summary>
internal sealed record CarrierStats(long Submitted, long Distinct, long Duplicates, long ReceiptsSent, long ReceiptsAcknowledged, long Connections);
