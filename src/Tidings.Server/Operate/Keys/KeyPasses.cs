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

    /// <summary>A rotation or a pass is under way.</summary>
    public bool IsBusy => _turn.CurrentCount == 0;

    /// <summary>Null: none since the start.</summary>
    public KeyPass? Pass => _pass;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Ring is not { } ring)
            return;
        if (await ring.HasCutOffRotation(cancellationToken))
            await BeginRewrap(Node);
        else if (store is SealedStore sealedStore && await sealedStore.HasCutOffReencryption(cancellationToken))
            await BeginReencryption(Node, destroyOld: false);
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
    public Task<bool> BeginRotation(string actor) => Begin(actor, new("rewrap", "wrapping", "rotation-begun", "rotated"), async told => Of(await Ring!.RotateKeyEncryptionKey(told, _stop.Token)));

    /// <summary>A pass that wraps under the newest key-encryption key what is not yet, and drops the older ones. False: something else is under way.</summary>
    public Task<bool> BeginRewrap(string actor) => Begin(actor, new("rewrap", "wrapping", "rewrap-begun", "rewrapped"), async told => Of(await Ring!.FinishRotation(told, _stop.Token)));

    /// <summary>A new version of every data key. False: something else is under way.</summary>
    public Task<bool> BeginDataRotation(string actor) => Begin(actor, new("rotate", "data", "rotation-begun", "rotated"), async told => Of(await Ring!.RotateDataKeys(told, _stop.Token)));

    /// <summary>A pass that seals every value under the newest version of its key, or goes on with one that was cut off. False: something else is under way.</summary>
    /// <param name="destroyOld">Destroys at its end the versions that nothing names any more.</param>
    public Task<bool> BeginReencryption(string actor, bool destroyOld) =>
        Begin(actor, new("reencrypt", destroyOld ? "data/old-destroyed" : "data", "reencrypt-begun", "reencrypted"), told => ((SealedStore)store).Reencrypt(destroyOld, told, _stop.Token));

    /// <summary>What is done at once: a new version of one key. False: something else is under way.</summary>
    public async Task<bool> AtOnce(string actor, string subject, Func<KeyRing, CancellationToken, Task> rotate, CancellationToken cancel)
    {
        if (!_turn.Wait(0, CancellationToken.None))
            return false;
        try
        {
            await Record(actor, "installation-key.rotation-begun", $"installation-key/{subject}");
            await rotate(Ring!, cancel);
            await Record(actor, "installation-key.rotated", $"installation-key/{subject}");
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    static ReencryptProgress Of(RewrapProgress done) => new(done.Seen, done.Rewrapped, 0, 0);

    /// <summary>What a pass is called in the status and in its two acts.</summary>
    sealed record Named(string What, string Subject, string Begun, string Done);

    async Task<bool> Begin(string actor, Named named, Func<Told, Task<ReencryptProgress>> pass)
    {
        if (!_turn.Wait(0, CancellationToken.None))
            return false;
        try
        {
            await Record(actor, $"installation-key.{named.Begun}", $"installation-key/{named.Subject}");
            _pass = new(named.What, KeyPass.Running, 0, 0, time.GetUtcNow(), null);
            _running = Task.Run(() => Run(actor, named, pass), CancellationToken.None);
            return true;
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    async Task Run(string actor, Named named, Func<Told, Task<ReencryptProgress>> pass)
    {
        try
        {
            var done = await pass(new Told(this));
            await Record(actor, $"installation-key.{named.Done}", $"installation-key/{named.Subject}");
            End(KeyPass.Done, done);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Every value opens under the key that it names, wrapped as it is, so that nothing waits for this: asked again, or at the next start, it goes on.
            if (failure is not OperationCanceledException)
                OperateLog.KeyPassFailed(log, failure.GetType().Name);
            End(KeyPass.Failed, new(_pass!.Seen, _pass.Rewrapped, _pass.Refused, 0));
        }
        finally
        {
            _turn.Release();
        }
    }

    void End(string state, ReencryptProgress done) =>
        _pass = _pass! with { State = state, Seen = done.Seen, Rewrapped = done.Rewritten, Refused = done.Refused, Retired = done.Retired, Ended = time.GetUtcNow() };

    async Task Record(string actor, string name, string subject) => await store.Commit(AuditWriter.UnitOf(acts.Record(new(actor, name, subject))));

    sealed class Told(KeyPasses passes) : IProgress<RewrapProgress>, IProgress<ReencryptProgress>
    {
        public void Report(RewrapProgress value) => Report(Of(value));

        public void Report(ReencryptProgress value) => passes._pass = passes._pass! with { Seen = value.Seen, Rewrapped = value.Rewritten, Refused = value.Refused };
    }
}
