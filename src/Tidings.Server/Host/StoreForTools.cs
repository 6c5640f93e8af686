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

    /// <summary>Null: nothing is sealed there.</summary>
    internal KeyRing? Keys { get; private init; }

    public IStore Store { get; }

    /// <summary>The customer's token in the row that there is for this message, also of one who was erased; null: there is none.</summary>
    public async ValueTask<string?> TokenOf(MessageId id) => (await _raw.ReadMessage(id, CancellationToken.None))?.Row.Customer;

    /// <exception cref="StoreRefusedException">A node holds it, or its keys are missing.</exception>
    public static async Task<StoreForTools> Open(string folder, CancellationToken cancel)
    {
        var raw = SqliteStore.Create(new() { Directory = folder }, TimeProvider.System);
        var keys = File.Exists(Path.Combine(folder, SqliteKeyStore.FileName)) ? Ring(folder) : null;
        return await Opened(raw, keys, cancel);
    }

    /// <summary>To be looked at, also beside the node that holds it: nothing is written, and what would be is a <see cref="StoreRefusedException"/>.</summary>
    /// <exception cref="StoreUnavailableException">It, or its keys, cannot be read.</exception>
    /// <exception cref="StoreRefusedException">Its tables are not those of this version.</exception>
    public static Task<StoreForTools> Look(string folder, CancellationToken cancel) => Look(folder, KeysOfEnvironment(), TimeProvider.System, cancel);

    /// <inheritdoc cref="Look(string, CancellationToken)"/>
    internal static async Task<StoreForTools> Look(string folder, KeyProviderOptions keys, TimeProvider time, CancellationToken cancel)
    {
        var raw = SqliteStore.Create(new() { Directory = folder, LookOnly = true }, time);
        var ring = File.Exists(Path.Combine(folder, SqliteKeyStore.FileName)) ? Ring(KeyLook.At(folder), folder, keys, time) : null;
        return await Opened(raw, ring, cancel);
    }

    static async Task<StoreForTools> Opened(IStore raw, KeyRing? keys, CancellationToken cancel)
    {
        var opened = new StoreForTools(keys is null ? raw : new SealedStore(raw, keys), raw) { Keys = keys };
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
        SqliteKeyStore.Create(folder), folder, KeysOfEnvironment(), TimeProvider.System);

    static KeyProviderOptions KeysOfEnvironment() => new ConfigurationBuilder().AddEnvironmentVariables("TIDINGS_").Build().GetSection(KeyProviderOptions.Section).Get<KeyProviderOptions>() ?? new();

    internal static KeyRing Ring(IKeyStore store, string folder, KeyProviderOptions options, TimeProvider time)
    {
        options.File.Path = Path.Combine(folder, options.File.Path);
        return new(store, KeyProviders.Create(options, time), KeyLimits.Default, time, static opened => HostLog.DecoyOpened(NullLogger.Instance, opened.Number));
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
