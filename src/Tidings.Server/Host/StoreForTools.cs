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

    /// <summary>Whether there is a row for this message, also one of a customer who was erased.</summary>
    public async ValueTask<bool> Holds(MessageId id) => await _raw.ReadMessage(id, CancellationToken.None) is not null;

    /// <exception cref="StoreRefusedException">A node holds it, or its keys are missing.</exception>
    public static async Task<StoreForTools> Open(string folder, CancellationToken cancel)
    {
        var raw = SqliteStore.Create(new() { Directory = folder }, TimeProvider.System);
        var keys = File.Exists(Path.Combine(folder, SqliteKeyStore.FileName)) ? Ring(folder) : null;
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

    static KeyRing Ring(string folder)
    {
        var options = new ConfigurationBuilder().AddEnvironmentVariables("TIDINGS_").Build().GetSection(KeyProviderOptions.Section).Get<KeyProviderOptions>() ?? new();
        options.File.Path = Path.Combine(folder, options.File.Path);
        return new(SqliteKeyStore.Create(folder), KeyProviders.Create(options, TimeProvider.System), KeyLimits.Default, TimeProvider.System,
            static opened => HostLog.DecoyOpened(NullLogger.Instance, opened.Number));
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
