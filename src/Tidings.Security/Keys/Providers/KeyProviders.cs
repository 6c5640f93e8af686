using Tidings.Security.Keys.Providers.Aws;
using Tidings.Security.Keys.Providers.Keyring;
using Tidings.Security.Keys.Providers.Pkcs11;
using Tidings.Security.Keys.Providers.Vault;

namespace Tidings.Security.Keys.Providers;

/// <summary>Makes the provider that the options name.</summary>
public static class KeyProviders
{
    /// <summary>
    /// The provider; nobody outside is asked yet, so that a node starts while its KMS is away. Only a file keyring that is to be made is made here.
    /// </summary>
    /// <param name="options">As configured.</param>
    /// <param name="time">The clock of timeouts, pauses between repetitions and leases.</param>
    /// <exception cref="ArgumentException">The options have <see cref="KeyProviderOptions.Problems"/>.</exception>
    /// <exception cref="KeyProviderUnavailableException">A file keyring is to be made, and cannot be.</exception>
    public static IKeyProvider Create(KeyProviderOptions options, TimeProvider time)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        return options.Provider switch
        {
            KeyProviderKind.Vault => new VaultTransit(options.Vault, options.Timeout, time),
            KeyProviderKind.Pkcs11 => new Pkcs11Provider(options.Pkcs11, options.Timeout, time),
            KeyProviderKind.AwsKms => new AwsKms(options.AwsKms, options.Timeout, time),
            _ => new FileKeyring(options.File, options.Timeout, time),
        };
    }
}
