using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;
using Tidings.Server.Audit;
using Tidings.Server.Host;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Tests.Audit;

/// <summary>The builder of the log over a real store, with a clock that the test moves.</summary>
internal sealed class BuiltLog : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-built-");
    readonly AuditWitnesses _witnesses;
    int _entries;

    BuiltLog(string? witnesses, ILogger<AuditWitnesses>? log)
    {
        var options = Options.Create(new AuditOptions { Witnesses = witnesses });
        Store = SqliteStore.Create(new() { Directory = _folder.FullName }, Time);
        _witnesses = new(options, log ?? NullLogger<AuditWitnesses>.Instance);
        Builder = new(Store, Time, Options.Create(new NodeOptions { DataDirectory = _folder.FullName }), options, _witnesses, new ServiceCollection().BuildServiceProvider(), NullLogger<AuditBuilder>.Instance);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    public IStore Store { get; }
    public AuditBuilder Builder { get; }

    /// <summary>What the newest checkpoint on the disk says; 0: there is none.</summary>
    public long Signed => Note is { } note ? Checkpoint.Parse(note.Text)!.Size : 0;

    public SignedNote? Note => Builder.Folder.Read("checkpoint") is { } bytes ? SignedNote.Parse(bytes) : null;

    public static async Task<BuiltLog> Start(string? witnesses = null, ILogger<AuditWitnesses>? log = null)
    {
        var built = new BuiltLog(witnesses, log);
        await built.Store.Open(1, Cancel);
        await built.Builder.StartAsync(Cancel);
        return built;
    }

    /// <summary>A fact with its entry.</summary>
    public async Task Happens() =>
        await Store.Commit(AuditWriter.UnitOf([new("settings", $"s{_entries++}", 1, Time.GetUtcNow(), new byte[] { 1 })]));

    /// <summary>Waits until the builder has done what it does at a tick of its clock.</summary>
    public static async Task Until(Func<bool> done, CancellationToken cancel)
    {
        while (!done())
        {
            cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Builder.StopAsync(CancellationToken.None);
        Builder.Dispose();
        _witnesses.Dispose();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
