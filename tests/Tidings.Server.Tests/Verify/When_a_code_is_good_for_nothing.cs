using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver;
using Tidings.Server.Tell;
using Tidings.Server.Tests.Deliver;
using Tidings.Server.Track.Retention;
using Tidings.Server.Verify;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Verify;

/// <summary>Where codes go by the next carrier too when the first reports nothing (<c>Routing:ReceiptWithin</c>).</summary>
public sealed class When_a_code_is_good_for_nothing : IDisposable
{
    static readonly Behaviour Silent = new() { Receipts = ReceiptMode.None };
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<RetentionMetrics>().BuildServiceProvider();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Task<Carrier> Open(TimeSpan within, bool start = true) => Carrier.Open(Silent, start: start, others: async carrier =>
    {
        carrier.Others.Add(await OtherCarrier.Start("north", Silent));
        carrier.Routing.ReceiptWithin[MessageClass.OneTimeCode] = within;
    });

    static Message Code(Carrier carrier) => carrier.Text("123456", MessageClass.OneTimeCode);

    [Fact]
    public async Task One_that_a_carrier_has_and_did_not_report_goes_by_no_other()
    {
        await using var carrier = await Open(TimeSpan.FromHours(1));
        var ids = await carrier.Accept(("ada", Code(carrier)), ("ben", Code(carrier)), ("cyd", Code(carrier)));
        await carrier.Settled(ids);
        var (store, reads) = BetweenReads.Around(carrier.Store);
        using var purge = new CodePurge(
            store, new(carrier.Outbox, store, carrier.Lookups, null!, null!, new TellSwitch(), TimeProvider.System), _services.GetRequiredService<RetentionMetrics>(), TimeProvider.System, NullLogger<CodePurge>.Instance);
        await purge.StartAsync(Cancel);
        purge.Add(ids[0]);
        await Carrier.Until(() => Task.FromResult(reads.Read.Contains(ids[0])));
        // It is looked at when all is done with what was dead before.
        purge.Add(ids[1]);
        await Carrier.Until(() => Task.FromResult(reads.Read.Contains(ids[1])));
        Assert.False(carrier.Outbox.Watch!.TryGive(ids[0]));
        Assert.True(carrier.Outbox.Watch.TryGive(ids[2]));
        await purge.StopAsync(Cancel);
    }

    [Fact]
    public async Task One_that_stands_in_line_for_another_carrier_leaves_it()
    {
        await using var carrier = await Open(TimeSpan.FromMilliseconds(1), start: false);
        carrier.StartBind("main/0");
        // The other has nobody who takes what waits for it.
        carrier.Outbox.Settled("north/0");
        var ids = await carrier.Accept(("ada", Code(carrier)));
        await Carrier.Until(async () => (await carrier.Facts(ids[0])).Submissions.Count == 2 && carrier.Delivery.Queue.Find(ids[0]) is { Via: 1 });
        var waiting = new WaitingTexts(carrier.Outbox, carrier.Store, carrier.Lookups, null!, null!, new TellSwitch(), TimeProvider.System);
        Assert.Empty(await waiting.Expire(ids, Cancel));
        Assert.Null(carrier.Delivery.Queue.Find(ids[0]));
        Assert.Equal([SubmissionResult.Accepted, SubmissionResult.Unreported], (await carrier.Facts(ids[0])).Submissions.Select(static row => row.Result));
    }

    public void Dispose() => _services.Dispose();
}
