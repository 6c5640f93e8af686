using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Server.Host;

namespace Tidings.Server.Audit;

/// <summary>
/// Builds the tree behind the flow: reads what was committed, extends the tiles, signs. Where the store does not hold what was signed it stops for good and
/// says why; the flow goes on, since customers must hear of their money, and every later proof is refused.
/// </summary>
internal sealed class AuditBuilder(
    IStore store, TimeProvider time, IOptions<NodeOptions> node, IOptions<AuditOptions> options, AuditWitnesses witnesses, ILogger<AuditBuilder> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _oneAtATime = new(1);
    readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    LogWriter? _writer;
    NoteSigner? _signer;
    long _signedAt;

    public LogFolder Folder { get; } = new(Path.Combine(node.Value.DataDirectory, "audit"));

    /// <summary>Why nothing is signed any more; null: all is well.</summary>
    public string? Halted { get; private set; }

    /// <summary>The newest checkpoint that was signed; null: none, or halted.</summary>
    public SignedNote? LastNote => Halted is null ? _writer?.Note : null;

    /// <summary>What checks the log's signatures; null until the log is open.</summary>
    public NoteKey? Key => _signer?.Verifier;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Guarded(async () =>
        {
            _signer = LogKeyFile.Open(Folder, string.IsNullOrEmpty(options.Value.Origin) ? null : options.Value.Origin, SignatureKind.Ed25519);
            _writer = await LogWriter.Open(Folder, _signer, cancellationToken);
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            do
            {
                var due = _signedAt == 0 || time.GetElapsedTime(_signedAt) >= options.Value.CheckpointEvery - Look;
                try
                {
                    await Step(due, stoppingToken);
                }
                catch (Exception failure) when (failure is IOException or StoreUnavailableException or UnauthorizedAccessException)
                {
                    AuditLogText.NotNow(log, failure.GetType().Name);
                }
            }
            while (Halted is null && await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
        }
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
            await Extend(writer, cancel);
            var before = writer.Signed?.Size;
            if (!sign || (note = writer.Sign(time.GetUtcNow())) is null || before == writer.Signed!.Size)
                return;
            _signedAt = time.GetTimestamp();
            AuditLogText.Signed(log, writer.Size);
            foreach (var cosignature in await witnesses.Ask(Folder, note, writer.Size, cancel))
                writer.Cosigned(note, cosignature);
            note = writer.Note;
        });
        return note;
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
        if (writer.Size == 0)
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
