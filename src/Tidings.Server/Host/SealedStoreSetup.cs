using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Partitions;
using Tidings.Storage;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Server.Host;

/// <summary>The embedded store, and what seals before it.</summary>
internal static class SealedStoreSetup
{
    public const string BenchVariable = "TIDINGS_BENCH";

    /// <summary>An <see cref="IStore"/>; and a <see cref="KeyRing"/>, unless nothing is sealed.</summary>
    public static void AddSealedStore(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeysOptions>().BindConfiguration(KeysOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<KeyProviderOptions>().BindConfiguration(KeyProviderOptions.Section)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<KeyProviderOptions>, KeyProviderOptionsCheck>();
        var keys = builder.Configuration.GetSection(KeysOptions.Section).Get<KeysOptions>() ?? new();
        if (!keys.Seal)
        {
            if (builder.Environment.IsProduction() || Environment.GetEnvironmentVariable(BenchVariable) != "1")
                throw new OptionsValidationException(KeysOptions.Section, typeof(KeysOptions),
                    [$"Keys:Seal=false stores everything in clear, and what is decided without a trace in the audit log. It is for benches: {BenchVariable}=1 in an environment that is not Production."]);
            builder.Services.PostConfigure<PartitionOptions>(static options => options.Audited = false);
            builder.Services.PostConfigureAll<CarrierOptions>(static options => options.Audited = false);
            builder.Services.AddSingleton<IStore>(static provider => Unsealed(provider));
            return;
        }
        builder.Services.AddSingleton(static provider => Ring(provider));
        builder.Services.AddSingleton<SealAlarm>();
        builder.Services.AddSingleton(static provider => new SealRefusals(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SealAlarm>().Raise));
        builder.Services.AddSingleton<IStore>(static provider => new SealedStore(Embedded(provider), provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<SealRefusals>()));
    }

    static SqliteStore Embedded(IServiceProvider provider)
    {
        var node = Node(provider);
        return SqliteStore.Create(new() { Directory = node.DataDirectory, MaxFileBytes = node.MaxStoreBytes }, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<StoreUpkeep>());
    }

    static SqliteStore Unsealed(IServiceProvider provider) => File.Exists(Path.Combine(Node(provider).DataDirectory, SqliteKeyStore.FileName))
        ? throw new StoreRefusedException("The data is sealed, and cannot be used with Keys:Seal=false.")
        : Embedded(provider);

    static KeyRing Ring(IServiceProvider provider)
    {
        var (node, keys) = (Node(provider), provider.GetRequiredService<IOptions<KeysOptions>>().Value);
        var log = provider.GetRequiredService<ILogger<KeyRing>>();
        return new KeyRing(SqliteKeyStore.Create(node.DataDirectory), KeyProviders.Create(KeeperOfTheRoot(provider), provider.GetRequiredService<TimeProvider>()),
            new KeyLimits(keys.Lifetime, keys.Subjects), provider.GetRequiredService<TimeProvider>(), opened => HostLog.DecoyOpened(log, opened.Number));
    }

    /// <summary>
    /// A keyring's file stands in the data's folder unless a whole path says where. It is made where nothing was sealed yet; where something was, its
    /// absence is told, since with a new one nothing would open.
    /// </summary>
    static KeyProviderOptions KeeperOfTheRoot(IServiceProvider provider)
    {
        var (options, folder) = (provider.GetRequiredService<IOptions<KeyProviderOptions>>().Value, Node(provider).DataDirectory);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        options.File.Path = Path.Combine(folder, options.File.Path);
        options.File.CreateIfMissing |= !File.Exists(Path.Combine(folder, SqliteKeyStore.FileName));
        return options;
    }

    static NodeOptions Node(IServiceProvider provider) => provider.GetRequiredService<IOptions<NodeOptions>>().Value;

    sealed class KeyProviderOptionsCheck : IValidateOptions<KeyProviderOptions>
    {
        public ValidateOptionsResult Validate(string? name, KeyProviderOptions options) =>
            options.Problems() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
