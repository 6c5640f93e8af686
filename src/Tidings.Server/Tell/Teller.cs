using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Server.Tell.Send;
using Tidings.Server.Tell.Subscriptions;

namespace Tidings.Server.Tell;

/// <summary>
/// Runs a loop for each subscription, each at its own pace and with its own cursor: a receiver that is slow or gone holds up no other and nothing of the flow. A change of a
/// subscription stops its loop, is written, and starts the loop anew from what the store holds.
/// </summary>
internal sealed class Teller(
    IStore store, IServiceProvider services, TellSwitch told, Letters letters, WebhookSender sender, TellMetrics metrics, IOptions<TellOptions> options, TimeProvider time,
    ILogger<Teller> log) : IHostedService, IDisposable
{
    static readonly TimeSpan LetGoEvery = TimeSpan.FromMinutes(1);

    readonly SemaphoreSlim _turn = new(1);
    readonly Dictionary<string, Running> _running = [];
    readonly CancellationTokenSource _ending = new();
    Task _lettingGo = Task.CompletedTask;

    sealed record Running(CancellationTokenSource Stop, Task Loop);

    /// <summary>Before the flow begins: from the first fact on it is known whether somebody listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var subscriptions = await SubscriptionBook.Read(store, cancellationToken);
        told.IsOn = subscriptions.Count > 0;
        foreach (var one in subscriptions)
            Begin(one);
        _lettingGo = LetGo();
    }

    /// <summary>Stops the subscription's loop for the length of a change, and starts it as the change has left it.</summary>
    public async Task Change(string subscription, Func<Task> change)
    {
        await _turn.WaitAsync(_ending.Token);
        try
        {
            await End(subscription);
            try
            {
                await change();
            }
            finally
            {
                // Also where it failed: the loop goes on as before.
                var all = await SubscriptionBook.Read(store, CancellationToken.None);
                told.IsOn = all.Count > 0;
                if (all.FirstOrDefault(one => one.Id == subscription) is { } now)
                    Begin(now);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    void Begin(Subscription subscription)
    {
        if (services.GetService<KeyRing>() is not { } ring)
            return;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        var loop = new SubscriptionLoop(subscription, new SealedSecrets(ring), store, letters, sender, metrics, options.Value, time, log);
        _running[subscription.Id] = new(stop, Task.Run(() => loop.Run(stop.Token), CancellationToken.None));
    }

    async Task End(string subscription)
    {
        if (!_running.Remove(subscription, out var running))
            return;
        await running.Stop.CancelAsync();
        await running.Loop;
        running.Stop.Dispose();
    }

    /// <summary>What every subscription has read goes from the feed.</summary>
    async Task LetGo()
    {
        using var timer = new PeriodicTimer(LetGoEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token))
                await LetGoNow(_ending.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    internal async Task LetGoNow(CancellationToken cancel)
    {
        try
        {
            var cursors = await store.ReadTellCursors(cancel);
            var low = cursors.Count > 0 ? cursors.Min(static cursor => cursor.Position) : await store.ReadFeedEnd(cancel);
            await store.Commit(new() { Tell = new() { FeedLow = low }, LowPriority = true });
        }
        catch (StoreUnavailableException)
        {
            // The next minute tries again.
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _turn.WaitAsync(cancellationToken);
        foreach (var subscription in _running.Keys.ToArray())
            await End(subscription);
        await _lettingGo;
        _turn.Release();
    }

    public void Dispose()
    {
        _ending.Dispose();
        _turn.Dispose();
    }
}
