namespace Tidings.Security.Keys.Providers.Vault;

/// <summary>Where the token of a request comes from.</summary>
internal interface IVaultTokens
{
    /// <exception cref="KeyProviderUnavailableException">None can be had now.</exception>
    /// <exception cref="KeyRefusedException">The login is refused.</exception>
    ValueTask<string> Get(CancellationToken cancel);

    /// <summary>This one was refused: the next is to be another, if there is one.</summary>
    void Forget(string token);
}

/// <summary>The token that an agent keeps in a file and renews there.</summary>
internal sealed class FileTokens(string path) : IVaultTokens
{
    readonly SecretOptions _file = new() { File = path };

    public ValueTask<string> Get(CancellationToken cancel) => new(System.Text.Encoding.UTF8.GetString(_file.Read("token of Vault")));

    public void Forget(string token)
    {
    }
}
