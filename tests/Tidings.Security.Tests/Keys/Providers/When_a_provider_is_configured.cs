using Tidings.Security.Keys.Providers;

namespace Tidings.Security.Tests.Keys.Providers;

public sealed class When_a_provider_is_configured
{
    static KeyProviderOptions Vault(Action<KeyProviderOptions>? change = null)
    {
        var options = new KeyProviderOptions { Provider = KeyProviderKind.Vault, Vault = { Address = "https://vault.bank.example:8200", TokenFile = "/run/token" } };
        change?.Invoke(options);
        return options;
    }

    static KeyProviderOptions Pkcs11(Action<KeyProviderOptions>? change = null)
    {
        var options = new KeyProviderOptions { Provider = KeyProviderKind.Pkcs11, Pkcs11 = { Library = "/usr/lib/hsm.so", Token = "tidings", Pin = { Variable = "PIN" } } };
        change?.Invoke(options);
        return options;
    }

    static KeyProviderOptions Aws(Action<KeyProviderOptions>? change = null)
    {
        var options = new KeyProviderOptions { Provider = KeyProviderKind.AwsKms, AwsKms = { KeyId = "alias/tidings", Region = "eu-central-1" } };
        change?.Invoke(options);
        return options;
    }

    public static TheoryData<KeyProviderOptions, string> Wrong => new()
    {
        { new() { Timeout = TimeSpan.FromMilliseconds(99) }, "Keys:Timeout" },
        { new() { Timeout = TimeSpan.FromMinutes(5.01) }, "Keys:Timeout" },
        { new() { Provider = (KeyProviderKind)9 }, "Keys:Provider" },
        { new() { File = { Path = " " } }, "Keys:File:Path" },
        { new() { File = { Passphrase = { File = "a", Variable = "b" } } }, "Keys:File:Passphrase" },
        { new() { File = { Passphrase = { Credential = "../passphrase" } } }, "Keys:File:Passphrase:Credential" },
        { Vault(static o => o.Vault.Address = "http://vault.bank.example:8200"), "Keys:Vault:Address" },
        { Vault(static o => o.Vault.Address = "https://user@vault.bank.example"), "Keys:Vault:Address" },
        { Vault(static o => o.Vault.Address = "vault"), "Keys:Vault:Address" },
        { Vault(static o => o.Vault.Mount = "transit/../sys"), "Keys:Vault:Mount" },
        { Vault(static o => o.Vault.Key = "a?b"), "Keys:Vault:Key" },
        { Vault(static o => o.Vault.TokenFile = null), "TokenFile or RoleId" },
        { Vault(static o => (o.Vault.RoleId, o.Vault.SecretId.File) = ("role", "/run/secret")), "TokenFile or RoleId" },
        { Vault(static o => (o.Vault.RoleId, o.Vault.TokenFile) = ("role", null)), "needs SecretId" },
        { Vault(static o => o.Vault.CaFile = "/nowhere"), "Keys:Vault:CaFile" },
        { Pkcs11(static o => o.Pkcs11.Library = "hsm.so"), "Keys:Pkcs11:Library" },
        { Pkcs11(static o => o.Pkcs11.Token = new string('t', 33)), "Keys:Pkcs11:Token" },
        { Pkcs11(static o => o.Pkcs11.Label = "a b"), "Keys:Pkcs11:Label" },
        { Pkcs11(static o => o.Pkcs11.Pin = new()), "Keys:Pkcs11:Pin" },
        { Aws(static o => o.AwsKms.KeyId = ""), "Keys:AwsKms:KeyId" },
        { Aws(static o => o.AwsKms.Endpoint = "http://kms.example"), "Keys:AwsKms:Endpoint" },
        { Aws(static o => (o.AwsKms.Endpoint, o.AwsKms.Region) = ("https://kms.example", null)), "needs Region" },
        { Aws(static o => o.AwsKms.CredentialsFile = "/nowhere"), "Keys:AwsKms:CredentialsFile" },
        { Aws(static o => o.AwsKms.Profile = ""), "Keys:AwsKms:Profile" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_named_and_nothing_is_made(KeyProviderOptions options, string named)
    {
        Assert.Contains(named, Assert.Single(options.Problems()), StringComparison.Ordinal);
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => KeyProviders.Create(options, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_made_without_asking_anybody_outside()
    {
        foreach (var (options, name) in new[] { (new KeyProviderOptions(), "file"), (Vault(), "vault"), (Pkcs11(), "pkcs11"), (Aws(), "aws-kms") })
        {
            await using var provider = KeyProviders.Create(options, TimeProvider.System);
            Assert.Equal(name, provider.Name);
        }
    }

    [Fact]
    public void Each_option_has_a_row_in_the_page_of_keys_and_each_row_is_an_option() =>
        Assert.Equal(NamesOf("Keys", typeof(KeyProviderOptions)).Order(StringComparer.Ordinal), RowsOf("keys.md"));

    static IEnumerable<string> NamesOf(string section, Type options) => options.GetProperties().SelectMany(property =>
        property.PropertyType is { IsClass: true } type && type != typeof(string) ? NamesOf($"{section}:{property.Name}", type) : [$"{section}:{property.Name}"]);

    static IEnumerable<string> RowsOf(string page)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tidings.slnx")))
            folder = folder.Parent;
        return File.ReadLines(Path.Combine(folder.FullName, "docs", page)).Where(static line => line.StartsWith("| Keys:", StringComparison.Ordinal))
            .Select(static line => line.Split('|')[1].Trim()).Order(StringComparer.Ordinal);
    }
}
