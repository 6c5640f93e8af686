using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Access;

/// <summary>What an operator got when he enrolled: shown once.</summary>
/// <param name="Secret">What he holds: with a code it signs him in.</param>
/// <param name="Authenticator">What he gives to the authenticator on his phone.</param>
public sealed record Enrolled(string Name, string Secret, string Authenticator)
{
    public override string ToString() => $"enrolment of {Name} (redacted)";
}

/// <summary>
/// How operators enrol and sign in: by what they hold (a secret of 256 bits) and a code from their phone. Every step is durable before it is answered, the code that was used and
/// the one that was wrong alike, so that a crash neither lets a code in twice nor forgives a guess.
/// </summary>
public sealed class SignIns(IStore store, Operators operators, Sessions sessions, IActs acts, TimeProvider clock) : IDisposable
{
    /// <summary>The fifth wrong code in a row locks; the fourth does not.</summary>
    public const int MostWrongCodes = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);
    const string SecretPrefix = "to_";

    readonly SemaphoreSlim _oneAtATime = new(1);
    readonly CredentialRows _rows = new(store, clock);

    /// <summary>Takes an enrolment code, once. Null: it is none that is in force.</summary>
    public async ValueTask<Enrolled?> Enrol(string code, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await operators.Refresh(cancel);
            var hash = Hash(code);
            if (operators.Enrolling(hash, clock.GetUtcNow()) is not { } name)
                return null;
            var before = await _rows.Find(name, cancel);
            if (before is { } used && CryptographicOperations.FixedTimeEquals(used.Credentials.Enrolment, hash))
                return null;
            var secret = SecretPrefix + RandomNumberGenerator.GetHexString(64, lowercase: true);
            var totp = RandomNumberGenerator.GetBytes(Totp.SecretLength);
            var row = _rows.Row(name, before?.Version ?? 0, new(hash, Hash(secret), totp));
            await store.Commit(AuditWriter.UnitOf([row, .. acts.Record(new($"operator:{name}", "operator.enrolled", $"operator/{name}"))]));
            return new(name, secret, Totp.Address(name, totp));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>A session's token, or null: unknown, not enrolled, wrong, used, locked or removed, without saying which.</summary>
    public async ValueTask<NewSession?> SignIn(string name, string secret, string code, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await operators.Refresh(cancel);
            var found = await _rows.Find(name, cancel);
            // The same work for a name that nobody has.
            var credentials = found?.Credentials ?? Nobody;
            var now = clock.GetUtcNow();
            var holds = CryptographicOperations.FixedTimeEquals(Hash(secret), credentials.Secret);
            var counter = Totp.Match(credentials.Totp, code, now, credentials.LastCounter);
            if (found is null || !holds || operators.Find(name) is not { } document || !Operators.IsOf(credentials, document) || now < credentials.LockedUntil)
                return null;
            if (counter is not { } used)
            {
                // Only who holds the secret can lock: a stranger who knows names cannot keep the staff out.
                var wrong = credentials.WrongCodes + 1;
                var locked = wrong >= MostWrongCodes;
                await store.Commit(AuditWriter.UnitOf(
                [
                    _rows.Row(name, found.Value.Version, credentials with { WrongCodes = locked ? 0 : wrong, LockedUntil = locked ? now + LockedFor : null }),
                    .. locked ? acts.Record(new("node", "operator.locked", $"operator/{name}")) : [],
                ]));
                return null;
            }
            var (session, rows) = sessions.Prepare(name);
            await store.Commit(AuditWriter.UnitOf(
            [
                _rows.Row(name, found.Value.Version, credentials with { LastCounter = used, WrongCodes = 0, LockedUntil = null }), .. rows,
                .. acts.Record(new($"operator:{name}", "operator.signed-in", $"operator/{name}")),
            ]));
            await sessions.Refresh(cancel);
            return session;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    static readonly OperatorCredentials Nobody = new([], new byte[SHA256.HashSizeInBytes], new byte[Totp.SecretLength]);

    static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public void Dispose() => _oneAtATime.Dispose();
}
