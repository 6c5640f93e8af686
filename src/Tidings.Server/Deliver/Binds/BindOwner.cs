using Tidings.Core.Deliver;
using Tidings.Core.Ports;

namespace Tidings.Server.Deliver.Binds;

/// <summary>
/// Holds one bind from taking it to giving it up: waits the earlier owner out, settles what he left in doubt, keeps a session, and at the end drains it.
/// Started by the bind's grain; runs on the pool.
/// </summary>
internal sealed class BindOwner(CarrierDelivery carrier, string bind, string owner) : IAsyncDisposable
{
    /// <summary>A session that lasted so long counts as good: the next pause is the first one again.</summary>
    static readonly TimeSpan GoodSession = TimeSpan.FromSeconds(5);

    readonly CancellationTokenSource _stop = new();
    readonly Random _jitter = new();
    ICarrierSession? _session;
    Task _life = Task.CompletedTask;

    /// <summary>It holds the bind no more, or never did: somebody must start afresh.</summary>
    public bool Ended => _life.IsCompleted;
    public bool IsBound => _session is { Ending.IsCompleted: false };

    public void Start() => _life = Task.Run(Live);

    async Task Live()
    {
        try
        {
            var epoch = await Take(bind);
            if (epoch is null || (IsFirst && !await TakeFormer()))
                return;
            await carrier.Loaded.Value;
            carrier.Outbox.Settled(bind);
            using var pump = new BindPump(carrier, bind, epoch.Value);
            var sessions = Task.Run(() => KeepSession(pump));
            var run = pump.Run();
            if (await Task.WhenAny(run, sessions) == run)
            {
                _session?.Abort();
                await _stop.CancelAsync();
            }
            await sessions;
            await run;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            DeliverLog.Broke(carrier.Log, bind, failure);
        }
    }

    async Task<long?> Take(string name)
    {
        var hold = await carrier.Store.TakeBind(name, owner, carrier.Options.Lease, _stop.Token);
        DeliverLog.Taken(carrier.Log, name, hold.Epoch, hold.Wait);
        await Task.Delay(hold.Wait, carrier.Time, _stop.Token);
        var outcome = await new InDoubtResolver(carrier).Resolve(name, hold.Epoch, _stop.Token);
        return outcome == CommitOutcome.Committed ? hold.Epoch : null;
    }

    /// <summary>The first bind of the first carrier sees to what is everybody's.</summary>
    bool IsFirst => carrier.Index == 0 && Carriers.NumberOf(bind) == 0;

    /// <summary>Binds that an earlier run had and this one has not, also of carriers that are gone: nobody else settles what they left.</summary>
    async Task<bool> TakeFormer()
    {
        foreach (var name in await carrier.Store.ReadClaimedBinds(_stop.Token))
        {
            if (!carrier.Outbox.Binds.Contains(name) && await Take(name) is null)
                return false;
        }
        return true;
    }

    async Task KeepSession(BindPump pump)
    {
        try
        {
            for (var failures = 1; !_stop.IsCancellationRequested; failures++)
            {
                await carrier.Gate.Pass(_stop.Token);
                var began = carrier.Time.GetTimestamp();
                var why = await Session(pump);
                if (_stop.IsCancellationRequested)
                    break;
                if (carrier.Time.GetElapsedTime(began) >= GoodSession)
                    failures = 1;
                var pause = Backoff.After(failures, carrier.Options.ReconnectFirst, carrier.Options.ReconnectLongest, _jitter.NextDouble());
                DeliverLog.NotBound(carrier.Log, bind, why, pause);
                await Task.Delay(pause, carrier.Time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        finally
        {
            pump.Close();
        }
    }

    /// <summary>One session, from connecting to its end. Says why there is none any more.</summary>
    async Task<string> Session(BindPump pump)
    {
        var (session, why) = await pump.Connector.Connect(pump, _stop.Token);
        if (session is null)
            return why;
        _session = session;
        pump.Attach(session);
        DeliverLog.Bound(carrier.Log, bind);
        carrier.Stand?.Breaker.SessionBegan();
        var lost = Lose(session);
        var reason = await UntilEnd(pump, session);
        pump.Detach();
        await lost;
        return reason;
    }

    /// <summary>What waits goes by other carriers from when it takes none, though an answer is still owed.</summary>
    async Task Lose(ICarrierSession session)
    {
        await session.Ending;
        carrier.Stand?.Breaker.SessionEnded();
    }

    async Task<string> UntilEnd(BindPump pump, ICarrierSession session)
    {
        var stopped = new TaskCompletionSource();
        await using (_stop.Token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped))
        {
            var ended = await Task.WhenAny(session.Ended, stopped.Task, carrier.Dialect is null ? stopped.Task : carrier.Gate.Closed);
            if (ended == stopped.Task)
                pump.StopTaking();
            if (ended != session.Ended)
                await Drain(pump, session);
        }
        return await session.Ended;
    }

    /// <summary>Nothing new is taken any more; what is in the window is answered and durable before the unbind, or the time is up.</summary>
    async Task Drain(BindPump pump, ICarrierSession session)
    {
        var began = carrier.Time.GetTimestamp();
        while (pump is { Unanswered: > 0, Ended: false } && !session.Ended.IsCompleted && carrier.Time.GetElapsedTime(began) < carrier.Options.DrainTimeout)
            await Task.Delay(TimeSpan.FromMilliseconds(10), carrier.Time);
        DeliverLog.Drained(carrier.Log, bind, pump.Unanswered);
        await session.Close();
    }

    /// <summary>Drains and gives the bind up. May be called again.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _life;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop.Dispose();
    }
}
