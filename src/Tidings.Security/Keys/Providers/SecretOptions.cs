using System.Security.Cryptography;
using System.Text;

namespace Tidings.Security.Keys.Providers;

/// <summary>Where a secret is read from. One of the three; none: there is no such secret. The secret itself is never an option.</summary>
public sealed class SecretOptions
{
    /// <summary>A file whose first line is the secret. Default none.</summary>
    public string? File { get; set; }

    /// <summary>Name of an environment variable that holds it. Default none.</summary>
    public string? Variable { get; set; }

    /// <summary>Name of a systemd credential (LoadCredential=, LoadCredentialEncrypted=): the file of that name in $CREDENTIALS_DIRECTORY. Default none.</summary>
    public string? Credential { get; set; }

    internal bool IsSet => File is not null || Variable is not null || Credential is not null;

    internal IEnumerable<string> Problems(string section)
    {
        if (new[] { File, Variable, Credential }.Count(static place => place is not null) > 1)
            yield return $"{section} names more than one of File, Variable and Credential.";
        if (Credential is { } name && (name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name is "." or ".."))
            yield return $"{section}:Credential is the bare name of a credential.";
    }

    /// <summary>The first line in UTF-8, without its line end; the caller zeroes it. Read anew each time, so that a replaced file counts.</summary>
    /// <exception cref="KeyProviderUnavailableException">It is not there, or empty.</exception>
    internal byte[] Read(string what)
    {
        try
        {
            var value = Variable is { } variable ? Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(variable) ?? "") : FirstLine(PathOf());
            return value.Length > 0 ? value : throw new KeyProviderUnavailableException($"The {what} is empty or missing.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyProviderUnavailableException($"The {what} cannot be read: {e.GetType().Name}.");
        }
    }

    string PathOf() => File ?? Path.Combine(Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") ?? "/run/credentials", Credential!);

    static byte[] FirstLine(string path)
    {
        var all = System.IO.File.ReadAllBytes(path);
        var end = all.AsSpan().IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? all.AsSpan().ToArray() : all[..end];
        CryptographicOperations.ZeroMemory(all);
        return line;
    }
}
