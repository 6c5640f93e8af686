using Tidings.Security.Keys.Providers.Aws;
using Tidings.Security.Keys.Providers.Keyring;
using Tidings.Security.Keys.Providers.Pkcs11;
using Tidings.Security.Keys.Providers.Vault;

namespace Tidings.Security.Keys.Providers;

/// <summary>Who keeps the root key. Section <c>Keys</c>. Only the nested section of the chosen provider counts.</summary>
public sealed class KeyProviderOptions
{
    public const string Section = "Keys";

    /// <summary>The provider: File, Vault, Pkcs11 or AwsKms. Default File.</summary>
    public KeyProviderKind Provider { get; set; } = KeyProviderKind.File;

    /// <summary>How long one call may take in all, repetitions included; afterwards the provider counts as unavailable. Default 10 s; range 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Root keys in a file.</summary>
    public FileKeyringOptions File { get; set; } = new();

    /// <summary>The transit engine of HashiCorp Vault or OpenBao.</summary>
    public VaultTransitOptions Vault { get; set; } = new();

    /// <summary>A hardware security module, by its PKCS#11 library.</summary>
    public Pkcs11Options Pkcs11 { get; set; } = new();

    /// <summary>AWS Key Management Service.</summary>
    public AwsKmsOptions AwsKms { get; set; } = new();

    /// <summary>What is wrong with them, a sentence each, for the start to refuse. Nothing outside is asked. Empty: they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var timeout = Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(5) ? ["Keys:Timeout must be 100 ms to 5 min."] : (string[])[];
        return
        [
            .. timeout,
            .. Provider switch
            {
                KeyProviderKind.File => File.Problems(),
                KeyProviderKind.Vault => Vault.Problems(),
                KeyProviderKind.Pkcs11 => Pkcs11.Problems(),
                KeyProviderKind.AwsKms => AwsKms.Problems(),
                _ => ["Keys:Provider must be File, Vault, Pkcs11 or AwsKms."],
            },
        ];
    }
}

/// <summary>The kinds of providers.</summary>
public enum KeyProviderKind
{
    /// <summary>A file, for development and one machine.</summary>
    File = 0,
    /// <summary>HashiCorp Vault or OpenBao, transit engine.</summary>
    Vault,
    /// <summary>A hardware security module.</summary>
    Pkcs11,
    /// <summary>AWS Key Management Service.</summary>
    AwsKms,
}
