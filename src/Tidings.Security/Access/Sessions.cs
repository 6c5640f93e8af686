using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Access;

/// <summary>A session that has just begun. <see cref="Token"/> is shown once and stored nowhere.</summary>
public sealed record NewSession(string Token, DateTimeOffset Expires)
{
    public override string ToString() => "session (redacted)";
}

/// <summary>
/// The sessions of operators: tokens of 256 random bits that end by themselves after their lifetime, and before it when nobody uses them. What a session may do is read from its operator's roles at each
/// call: roles that are taken away, and operators who are removed, count at once.
/// </summary>
public sealed class Sessions(IStore store, Operators operators, TimeProvider clock, SessionLimits limits)
{
    const string Prefix = "ts_";

    FrozenDictionary<string, HeldSession> _held = FrozenDictionary<string, HeldSession>.Empty;

    /// <summary>The rows of a session that begins: its own, and those that end the oldest of the same person where he has too many.</summary>
    internal (NewSession Session, IReadOnlyList<DocumentRow> Rows) Prepare(string name)
    {
        var token = Prefix + RandomNumberGenerator.GetHexString(64, lowercase: true);
        var now = clock.GetUtcNow();
        var document = new SessionDocument(name, now + limits.Lifetime) { Begun = now, Enrolment = operators.Find(name)?.Enrolment };
        var tooMany = Of(name).Where(held => IsOpen(held, now)).OrderByDescending(static held => held.Row.At).Skip(SessionLimits.MostEach - 1);
        return (new(token, document.Expires), [new(SessionDocument.Kind, Key(token), 1, now, document.ToBytes()), .. tooMany.Select(Ending)]);
    }

    public async ValueTask Refresh(CancellationToken cancel = default)
    {
        var (now, before) = (clock.GetUtcNow(), Volatile.Read(ref _held));
        // Who was seen here before has been idle since then; who was not, since now.
        Volatile.Write(ref _held, (await store.ReadDocuments(SessionDocument.Kind, allVersions: false, cancel)).Where(static row => !row.Body.IsEmpty)
            .Select(row => new HeldSession(row, SessionDocument.Of(row.Body.Span), before.TryGetValue(row.Id, out var known) ? known.Use : new(now))).Where(held => held.Document.Expires > now)
            .ToFrozenDictionary(static held => held.Row.Id, StringComparer.Ordinal));
    }

    /// <summary>Ends for good the sessions that nobody has used for too long: without it a restart would forgive them.</summary>
    public async ValueTask EndIdle(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        DocumentRow[] idle = [.. Volatile.Read(ref _held).Values.Where(held => IsIdle(held, now)).Select(Ending)];
        if (idle.Length > 0)
            await Write(idle, cancel);
    }

    /// <summary>Whether this has a session token's beginning.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<char> presented) => presented.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whose session it is, or null: unknown, ended, idle, or its operator is removed. Found by the token's hash, so that time tells nothing of tokens.</summary>
    public Caller? Check(string token)
    {
        var now = clock.GetUtcNow();
        if (!Volatile.Read(ref _held).TryGetValue(Key(token), out var held) || !IsOpen(held, now) || operators.Find(held.Document.Operator) is not { } found
            || held.Document.Enrolment is not { } by || found.Enrolment is not { } enrolment || !CryptographicOperations.FixedTimeEquals(by, enrolment))
            return null;
        held.Use.At = now;
        return new()
        {
            Identity = $"operator:{held.Document.Operator}", Scopes = Roles.ScopesOf(found.Roles), IsOperator = true, Account = held.Document.Operator, Session = held.Row.Id,
            SignedIn = held.Document.Begun ?? held.Row.At,
        };
    }

    /// <summary>The open sessions of an operator, the newest first.</summary>
    public async ValueTask<IReadOnlyList<OpenSession>> List(string name, CancellationToken cancel)
    {
        await Refresh(cancel);
        var now = clock.GetUtcNow();
        return [.. Of(name).Where(held => IsOpen(held, now)).OrderByDescending(static held => held.Row.At).Select(static held => new OpenSession(held.Row.Id, held.Row.At, held.Document.Expires, held.Use.At))];
    }

    /// <summary>Ends those of an operator's sessions that are chosen, and writes what belongs to it, unless there are none. How many.</summary>
    /// <param name="chosen">By the id of <see cref="OpenSession"/>.</param>
    public async ValueTask<int> End(string name, Func<string, bool> chosen, IReadOnlyList<DocumentRow> acts, CancellationToken cancel)
    {
        await Refresh(cancel);
        DocumentRow[] ended = [.. Of(name).Where(held => chosen(held.Row.Id)).Select(Ending)];
        if (ended.Length > 0)
            await Write([.. ended, .. acts], cancel);
        return ended.Length;
    }

    async ValueTask Write(DocumentRow[] rows, CancellationToken cancel)
    {
        try
        {
            await store.Commit(AuditWriter.UnitOf(rows));
        }
        catch (StoreConflictException)
        {
            // Somebody else has ended one of them: the rest when it is asked for again.
        }
        await Refresh(cancel);
    }

    IEnumerable<HeldSession> Of(string name) => Volatile.Read(ref _held).Values.Where(held => held.Document.Operator == name);

    bool IsOpen(HeldSession held, DateTimeOffset now) => now < held.Document.Expires && !IsIdle(held, now);

    bool IsIdle(HeldSession held, DateTimeOffset now) => now - held.Use.At >= limits.Idle;

    DocumentRow Ending(HeldSession held) => held.Row with { Version = held.Row.Version + 1, At = clock.GetUtcNow(), Body = default };

    static string Key(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    sealed record HeldSession(DocumentRow Row, SessionDocument Document, LastUse Use);

    /// <summary>When it was used last, as far as this node knows.</summary>
    sealed class LastUse(DateTimeOffset at)
    {
        long _ticks = at.UtcTicks;

        public DateTimeOffset At
        {
            get => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
            set => Volatile.Write(ref _ticks, value.UtcTicks);
        }
    }
}
