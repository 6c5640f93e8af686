using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Sealing;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Server.Host;

/// <summary>The embedded store as a node opens it, for tools that read it while no node holds it. The section <c>Keys</c> comes from the environment.</summary>
public sealed class StoreForTools : IAsyncDisposable
{
    readonly IStore _raw;

    StoreForTools(IStore store, IStore raw) => (Store, _raw) = (store, raw);

    public IStore Store { get; }

    /// <summary>Whether there is a row for this message, also one of a customer who was erased.</summary>
    public async ValueTask<bool> Holds(MessageId id) => await _raw.ReadMessage(id, CancellationToken.None) is not null;

    /// <exception cref="StoreRefusedException">A node holds it, or its keys are missing.</exception>
    public static async Task<StoreForTools> Open(string folder, CancellationToken cancel)
    {
        var raw = SqliteStore.Create(new() { Directory = folder }, TimeProvider.System);
        var sealedStore = File.Exists(Path.Combine(folder, SqliteKeyStore.FileName)) ? new SealedStore(raw, Ring(folder)) : null;
        var opened = new StoreForTools(sealedStore ?? (IStore)raw, raw);
        try
        {
            await opened.Store.Open(partitions: 0, cancel);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>To be looked at, also beside the node that holds it: nothing is written, and what would be is a <see cref="StoreRefusedException"/>.</summary>
    /// <exception cref="StoreUnavailableException">It, or its keys, cannot be read.</exception>
    /// <exception cref="StoreRefusedException">Its tables are not those of this version.</exception>
    internal static async Task<StoreForTools> Look(string folder, KeyProviderOptions keys, TimeProvider time, CancellationToken cancel)
    {
        var raw = SqliteStore.Create(new() { Directory = folder, LookOnly = true }, time);
        var opened = new StoreForTools(File.Exists(Path.Combine(folder, SqliteKeyStore.FileName)) ? new SealedStore(raw, Ring(KeyLook.At(folder), folder, keys, time)) : raw, raw);
        try
        {
            await opened.Store.Open(partitions: 0, cancel);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    static KeyRing Ring(string folder) => Ring(
        SqliteKeyStore.Create(folder), folder, new ConfigurationBuilder().AddEnvironmentVariables("TIDINGS_").Build().GetSection(KeyProviderOptions.Section).Get<KeyProviderOptions>() ?? new(), TimeProvider.System);

    internal static KeyRing Ring(IKeyStore store, string folder, KeyProviderOptions options, TimeProvider time)
    {
        options.File.Path = Path.Combine(folder, options.File.Path);
        return new(store, KeyProviders.Create(options, time), KeyLimits.Default, time, static opened => HostLog.DecoyOpened(NullLogger.Instance, opened.Number));
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
