using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tidings.Security.Keys.Providers.Vault;

/// <summary>
/// Logs in by AppRole and keeps the token for its lease: from two thirds of it on it is renewed at the next use, and where that does not succeed the login
/// is repeated. Nothing runs while nobody asks.
/// </summary>
internal sealed class AppRoleTokens(VaultHttp http, VaultTransitOptions options, TimeProvider time) : IVaultTokens, IDisposable
{
    sealed record Lease(string Token, bool Renewable, TimeSpan Length, TimeSpan First, long Since);

    readonly SemaphoreSlim _one = new(1, 1);
    Lease? _lease;

    public async ValueTask<string> Get(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_lease is { } lease && IsOld(lease))
                _lease = await Renew(lease, cancel).ConfigureAwait(false);
            _lease ??= await Login(cancel).ConfigureAwait(false);
            return _lease.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Forget(string token)
    {
        if (_lease is { } lease && lease.Token == token)
            Interlocked.CompareExchange(ref _lease, null, lease);
    }

    public void Dispose() => _one.Dispose();

    // A lease of nothing never ends (a root token's).
    bool IsOld(Lease lease) => lease.Length > TimeSpan.Zero && time.GetElapsedTime(lease.Since) > lease.Length * (2 / 3.0);

    /// <summary>Null: log in again. So it is when renewals grow short, since the token nears the longest life that it may have.</summary>
    async Task<Lease?> Renew(Lease lease, CancellationToken cancel)
    {
        if (!lease.Renewable)
            return null;
        var asked = time.GetTimestamp();
        var answer = await http.Send(HttpMethod.Post, "auth/token/renew-self", lease.Token, "{}"u8.ToArray(), cancel).ConfigureAwait(false);
        var renewed = answer.IsSuccess ? Read(answer, asked) : null;
        return renewed is null || renewed.Length < lease.First / 2 ? null : renewed with { First = lease.First };
    }

    async Task<Lease> Login(CancellationToken cancel)
    {
        var secret = options.SecretId.Read("secret_id of Vault's AppRole");
        var body = new ArrayBufferWriter<byte>(1024);
        try
        {
            await using (var json = new Utf8JsonWriter(body))
            {
                json.WriteStartObject();
                json.WriteString("role_id", options.RoleId);
                json.WriteString("secret_id", secret);
                json.WriteEndObject();
            }
            var asked = time.GetTimestamp();
            var answer = await http.Send(HttpMethod.Post, $"auth/{options.AppRoleMount}/login", token: null, body.WrittenMemory, cancel).ConfigureAwait(false);
            if (answer.IsSuccess)
                return Read(answer, asked);
            throw answer.IsForNow
                ? new KeyProviderUnavailableException($"Vault does not take logins now ({answer}).")
                : new KeyRefusedException($"Vault refuses the login of the AppRole ({answer}).");
        }
        finally
        {
            body.Clear();
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    static Lease Read(VaultAnswer answer, long since) => VaultAnswer.Read(answer.Body, json =>
    {
        var auth = json.GetProperty("auth");
        var token = auth.GetProperty("client_token").GetString();
        var length = TimeSpan.FromSeconds(auth.GetProperty("lease_duration").GetInt64());
        return string.IsNullOrEmpty(token) ? throw new FormatException() : new Lease(token, auth.GetProperty("renewable").GetBoolean(), length, length, since);
    });
}
