using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Decide.Fraud;

/// <summary>
/// Reads back what was met at terminals, merchants, payees and devices before the first partition is taken, and writes it down behind the flow. Until it is written the journal's rows are not let go from the replay, so
/// that a kill loses nothing of it.
/// </summary>
internal sealed class CounterpartyKeeper(Counterparties counterparties, IStore store, IOptions<FraudOptions> options, TimeProvider time, ILogger<CounterpartyKeeper> log) : BackgroundService
{
    /// <summary>The kind of the documents: one a shard.</summary>
    public const string Kind = "fraud-history";

    readonly int[] _versions = new int[Counterparties.Shards];
    readonly SemaphoreSlim _oneAtATime = new(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await store.ReadDocuments(Kind, allVersions: false, cancellationToken))
        {
            if (!int.TryParse(row.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var shard) || shard >= Counterparties.Shards)
                continue;
            _versions[shard] = row.Version;
            if (!row.Body.IsEmpty)
                counterparties.Restore(shard, Read(row.Body.Span));
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SaveEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Save();
        }
        catch (OperationCanceledException)
        {
            // What is not written is read back from the journal; a start is faster where it is.
            await Save();
        }
    }

    /// <summary>Writes down what has changed since. What cannot be written is tried again at the next time.</summary>
    internal async Task Save()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var begun = counterparties.BeginSaving();
            for (var shard = 0; shard < Counterparties.Shards; shard++)
                if (counterparties.Save(shard) is { } saved && !await Write(shard, saved))
                    return;
            counterparties.Saved(begun);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    async Task<bool> Write(int shard, byte[] saved)
    {
        var id = shard.ToString("00", CultureInfo.InvariantCulture);
        var version = _versions[shard] + 1;
        try
        {
            await store.Commit(new()
            {
                Documents = [new DocumentRow(Kind, id, version, time.GetUtcNow(), Written(saved))],
                Removed = _versions[shard] == 0 ? [] : [new DocumentRemoval(Kind, id, _versions[shard])],
                LowPriority = true,
            });
            _versions[shard] = version;
            return true;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreConflictException or ObjectDisposedException)
        {
            counterparties.NotSaved(shard);
            FraudLog.NotSaved(log, failure.GetType().Name);
            if (failure is StoreConflictException)
                await CatchUp(shard, id);
            return false;
        }
    }

    /// <summary>It was written after all, though the store could not say so, or by another node: the next version goes after that one. Else no part would ever be written again, and no mark move.</summary>
    async Task CatchUp(int shard, string id)
    {
        try
        {
            if (await store.ReadLastDocuments(Kind, $"{id}~", 1, CancellationToken.None) is [var row] && row.Id == id)
                _versions[shard] = row.Version;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or ObjectDisposedException)
        {
            FraudLog.NotSaved(log, failure.GetType().Name);
        }
    }

    // A document's body is JSON: by its first character one in clear is told from a sealed one.
    static byte[] Written(byte[] saved) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, byte[]> { ["histories"] = saved });

    static byte[] Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String)
                return reader.GetBytesFromBase64();
        throw new InvalidDataException("A document of histories without one.");
    }
}
