using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Keys;
using Tidings.Security.Statements;
using Tidings.Server.Audit.Pruning;
using Tidings.Server.Host;

namespace Tidings.Server.Audit;

/// <summary>
/// Builds the tree behind the flow: reads what was committed, extends the tiles, signs. Where the store does not hold what was signed it stops for good and
/// says why; the flow goes on, since customers must hear of their money, and every later proof is refused.
/// </summary>
internal sealed class AuditBuilder(
    IStore store, TimeProvider time, IOptions<NodeOptions> node, IOptions<AuditOptions> options, AuditWitnesses witnesses, IServiceProvider services, ILogger<AuditBuilder> log)
    : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _oneAtATime = new(1);
    readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Only the newest matters: whoever cosigns it has cosigned all before it.
    readonly Channel<SignedNote> _forWitnesses = Channel.CreateBounded<SignedNote>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    LogWriter? _writer;
    NoteSigner? _signer;
    long _signedAt;
    long _offeredAt;

    public LogFolder Folder { get; } = new(Path.Combine(node.Value.DataDirectory, "audit"));

    /// <summary>Why nothing is signed any more; null: all is well.</summary>
    public string? Halted { get; private set; }

    /// <summary>The newest checkpoint that was signed; null: none, or halted.</summary>
    public SignedNote? LastNote => Halted is null ? _writer?.Note : null;

    /// <summary>From where the log is kept; null: from its first entry on.</summary>
    public LogMinimum? Minimum { get; private set; }

    /// <summary>What checks the log's signatures; null until the log is open.</summary>
    public NoteKey? Key => _signer?.Verifier;

    /// <summary>Claims, signed with the log's key as a JSON Web Signature. Null: the log is halted or not open.</summary>
    public string? Sign(ReadOnlySpan<byte> claims) => Halted is null && _signer is { } signer ? Jws.Sign(signer, claims) : null;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Guarded(async () =>
        {
            var origin = string.IsNullOrEmpty(options.Value.Origin) ? null : options.Value.Origin;
            // Without a ring nothing of the installation is sealed, for benches alone.
            _signer = services.GetService<KeyRing>() is { } ring ? await SealedLogKey.Open(Folder, origin, ring, cancellationToken) : LogKeyFile.Open(Folder, origin, SignatureKind.Ed25519);
            if (await StoredMinimum.Read(store, cancellationToken) is var (minimum, _))
                Tell(minimum);
            _writer = await LogWriter.Open(Folder, _signer, cancellationToken, Minimum);
            if (_writer.Size == 0)
                await EarlierDocuments.Write(store, time, cancellationToken);
            await CompareEnd(_writer, cancellationToken);
        });
        _started.TrySetResult();
        await base.StartAsync(cancellationToken);
    }

    /// <summary>The newest checkpoint after all that is committed now; null where the log is halted.</summary>
    public async Task<SignedNote?> Checkpoint(CancellationToken cancel)
    {
        await _started.Task.WaitAsync(cancel);
        return await Step(sign: true, cancel);
    }

    /// <summary>The log is kept from here on, as the store says by now: everybody is told before anything is deleted.</summary>
    public Task Keep(LogMinimum minimum) => Guarded(() =>
    {
        Tell(minimum);
        return Task.CompletedTask;
    });

    void Tell(LogMinimum minimum)
    {
        var note = PrunedNote.Sign(_signer!, minimum.Index, minimum.Root, time.GetUtcNow()).ToBytes();
        if (!note.AsSpan().SequenceEqual(Folder.Read(PrunedNote.FileName)))
            Folder.Write(PrunedNote.FileName, note, durable: true);
        Minimum = minimum;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Build(stoppingToken), Witness(stoppingToken));

    async Task Build(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            do
            {
                try
                {
                    await Step(IsDue(_signedAt), stopping);
                    // A witness that did not answer, and those of a checkpoint that was signed on the way out, are asked again.
                    if (IsDue(_offeredAt) && LastNote is { } note)
                        Offer(note);
                }
                catch (Exception failure) when (failure is IOException or StoreUnavailableException or UnauthorizedAccessException)
                {
                    AuditLogText.NotNow(log, failure.GetType().Name);
                }
            }
            while (Halted is null && await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Beside the building, not in it: a witness that is slow or dead keeps nobody from a checkpoint or a proof.</summary>
    async Task Witness(CancellationToken stopping)
    {
        try
        {
            await foreach (var note in _forWitnesses.Reader.ReadAllAsync(stopping))
                await witnesses.Ask(Folder, note, cosignature => Cosigned(note, cosignature), stopping);
        }
        catch (OperationCanceledException)
        {
        }
    }

    async Task Cosigned(SignedNote note, NoteSignature cosignature)
    {
        try
        {
            await Guarded(() =>
            {
                _writer?.Cosigned(note, cosignature);
                return Task.CompletedTask;
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            AuditLogText.NotNow(log, failure.GetType().Name);
        }
    }

    bool IsDue(long since) => since == 0 || time.GetElapsedTime(since) >= options.Value.CheckpointEvery - Look;

    void Offer(SignedNote note)
    {
        _offeredAt = time.GetTimestamp();
        if (witnesses.Lack(note))
            _forWitnesses.Writer.TryWrite(note);
    }

    /// <summary>What was committed until the doors closed is signed before the store goes.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Step(sign: true, cancellationToken);
        _signer?.Dispose();
    }

    async Task<SignedNote?> Step(bool sign, CancellationToken cancel)
    {
        SignedNote? note = null;
        await Guarded(async () =>
        {
            if (_writer is not { } writer)
                return;
            // The minute counts from when the reading began: what comes during it is not under this signature.
            var began = time.GetTimestamp();
            await Extend(writer, cancel);
            var before = writer.Signed?.Size;
            if (!sign || (note = writer.Sign(time.GetUtcNow())) is null || before == writer.Signed!.Size)
                return;
            _signedAt = began;
            if (before is null)
                await NoteSigned(cancel);
            AuditLogText.Signed(log, writer.Size);
            Offer(note);
        });
        return note;
    }

    /// <summary>Where the keys cannot be had now, the next start notes it.</summary>
    async Task NoteSigned(CancellationToken cancel)
    {
        try
        {
            if (services.GetService<KeyRing>() is { } ring)
                await ring.KeepLogSigned(cancel);
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException or StoreUnavailableException)
        {
            AuditLogText.NotNow(log, failure.GetType().Name);
        }
    }

    async Task Extend(LogWriter writer, CancellationToken cancel)
    {
        await foreach (var row in store.ReadAudit(writer.Size, cancel))
        {
            if (row.First > writer.Size || EntryBundle.Count(row.Body.Span) != row.Count)
                throw new LogException($"The store's audit rows are broken at entry {writer.Size}: a row is missing or changed.");
            var known = writer.Size - row.First;
            var rest = row.Body.Span;
            for (var i = 0; EntryBundle.TryNext(ref rest, out var entry); i++)
                if (i >= known)
                    writer.Append(entry);
        }
    }

    /// <summary>A store from an older copy that has grown again since is found by what stands at the end of the signed tree.</summary>
    async Task CompareEnd(LogWriter writer, CancellationToken cancel)
    {
        var size = await store.ReadAuditSize(cancel);
        if (writer.Signed is { } signed && size < signed.Size)
            throw new LogException($"{signed.Size} audit entries were signed and only {size} are there: the store was rolled back to an older copy.");
        if (writer.Size <= (Minimum?.Index ?? 0))
            return;
        var bundle = (writer.Size - 1) / TilePath.Width;
        var known = await new TiledTree(new FolderTiles(Folder.Location), writer.Size).Entries(bundle, cancel);
        await foreach (var row in store.ReadAudit(bundle * TilePath.Width, cancel))
        {
            var entries = EntryBundle.Read(row.Body) ?? throw new LogException($"The store's audit rows are broken at entry {row.First}.");
            for (var i = 0; i < entries.Count; i++)
            {
                var place = row.First + i - (bundle * TilePath.Width);
                if (place >= known.Count)
                    return;
                if (place >= 0 && !entries[i].Span.SequenceEqual(known[(int)place].Span))
                    throw new LogException($"Audit entry {row.First + i} in the store is not the one that was signed: the store was changed, or rolled back and written to again.");
            }
        }
    }

    async Task Guarded(Func<Task> act)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            if (Halted is null)
                await act();
        }
        catch (Exception failure) when (failure is LogException or TileException)
        {
            Halted = failure.Message;
            AuditLogText.Halted(log, failure.Message);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }
}
