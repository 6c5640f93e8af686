using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;

namespace Tidings.Server.Operate.Keys;

/// <summary>
/// Rotations of a running node, one at a time. The keys and the audit log are two stores, so each has two acts: one before it begins and one when it is done. What
/// a crash or the key provider cut off has the first alone, and a pass goes on at the next start.
/// </summary>
internal sealed class KeyPasses(IServiceProvider services, IStore store, IActs acts, TimeProvider time, ILogger<KeyPasses> log) : IHostedService
{
    const string Node = "system";

    readonly SemaphoreSlim _turn = new(1);
    readonly CancellationTokenSource _stop = new();
    KeyPass? _pass;
    Task _running = Task.CompletedTask;

    /// <summary>Null: nothing is sealed here.</summary>
    public KeyRing? Ring { get; } = services.GetService<KeyRing>();

    /// <summary>Stored rows that did not open since the start; null: none.</summary>
    public RefusedRows? Refused => services.GetService<SealRefusals>()?.Seen;

    /// <summary>Null: none since the start.</summary>
    public KeyPass? Pass => _pass;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Ring is { } ring && await ring.HasCutOffRotation(cancellationToken))
            await BeginRewrap(Node);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>A new root key. The id; null where something else is under way.</summary>
    /// <exception cref="KeyProviderUnavailableException">Its provider does not answer. Part of the installation's keys may be under the new root already; each opens all the same.</exception>
    public async Task<string?> RotateRoot(string actor, CancellationToken cancel)
    {
        if (!_turn.Wait(0, CancellationToken.None))
            return null;
        try
        {
            await Record(actor, "installation-key.rotation-begun", "installation-key/root");
            var root = await Ring!.RotateRoot(cancel);
            await Record(actor, "installation-key.rotated", $"installation-key/root/{root}");
            return root;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A new key-encryption key, and a pass that wraps all under it. False: something else is under way.</summary>
    public Task<bool> BeginRotation(string actor) => Begin(actor, rewrap: false, static (ring, progress, cancel) => ring.RotateKeyEncryptionKey(progress, cancel));

    /// <summary>A pass that wraps under the newest key-encryption key what is not yet, and drops the older ones. False: something else is under way.</summary>
    public Task<bool> BeginRewrap(string actor) => Begin(actor, rewrap: true, static (ring, progress, cancel) => ring.FinishRotation(progress, cancel));

    async Task<bool> Begin(string actor, bool rewrap, Func<KeyRing, IProgress<RewrapProgress>, CancellationToken, Task<RewrapProgress>> pass)
    {
        if (!_turn.Wait(0, CancellationToken.None))
            return false;
        try
        {
            var (begun, done) = rewrap ? ("installation-key.rewrap-begun", "installation-key.rewrapped") : ("installation-key.rotation-begun", "installation-key.rotated");
            await Record(actor, begun, "installation-key/wrapping");
            _pass = new(KeyPass.Running, 0, 0, time.GetUtcNow(), null);
            _running = Task.Run(() => Run(actor, done, pass), CancellationToken.None);
            return true;
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    async Task Run(string actor, string act, Func<KeyRing, IProgress<RewrapProgress>, CancellationToken, Task<RewrapProgress>> pass)
    {
        try
        {
            var done = await pass(Ring!, new Told(this), _stop.Token);
            await Record(actor, act, "installation-key/wrapping");
            End(KeyPass.Done, done);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Every data key opens under the key that it names, so that nothing waits for this: asked again, or at the next start, it goes on.
            if (failure is not OperationCanceledException)
                OperateLog.KeyPassFailed(log, failure.GetType().Name);
            End(KeyPass.Failed, new(_pass!.Seen, _pass.Rewrapped));
        }
        finally
        {
            _turn.Release();
        }
    }

    void End(string state, RewrapProgress done) => _pass = _pass! with { State = state, Seen = done.Seen, Rewrapped = done.Rewrapped, Ended = time.GetUtcNow() };

    async Task Record(string actor, string name, string subject) => await store.Commit(AuditWriter.UnitOf(acts.Record(new(actor, name, subject))));

    sealed class Told(KeyPasses passes) : IProgress<RewrapProgress>
    {
        public void Report(RewrapProgress value) => passes._pass = passes._pass! with { Seen = value.Seen, Rewrapped = value.Rewrapped };
    }
}
