using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Access;

/// <summary>A session that has just begun. <see cref="Token"/> is shown once and stored nowhere.</summary>
public sealed record NewSession(string Token, DateTimeOffset Expires)
{
    public override string ToString() => "session (redacted)";
}

/// <summary>
/// The sessions of operators: tokens of 256 random bits that end by themselves after <paramref name="lifetime"/>. What a session may do is read from its operator's roles at each call: roles
/// that are taken away, and operators who are removed, count at once.
/// </summary>
public sealed class Sessions(IStore store, Operators operators, TimeProvider clock, TimeSpan lifetime)
{
    const string Prefix = "ts_";

    FrozenDictionary<string, (DocumentRow Row, SessionDocument Document)> _held = FrozenDictionary<string, (DocumentRow, SessionDocument)>.Empty;

    internal (NewSession Session, DocumentRow Row) Prepare(string name)
    {
        var token = Prefix + RandomNumberGenerator.GetHexString(64, lowercase: true);
        var now = clock.GetUtcNow();
        var document = new SessionDocument(name, now + lifetime);
        return (new(token, document.Expires), new(SessionDocument.Kind, Key(token), 1, now, document.ToBytes()));
    }

    public async ValueTask Refresh(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        Volatile.Write(ref _held, (await store.ReadDocuments(SessionDocument.Kind, allVersions: false, cancel)).Where(static row => !row.Body.IsEmpty)
            .Select(static row => (Row: row, Document: SessionDocument.Of(row.Body.Span))).Where(held => held.Document.Expires > now)
            .ToFrozenDictionary(static held => held.Row.Id, StringComparer.Ordinal));
    }

    /// <summary>Whether this has a session token's beginning.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<char> presented) => presented.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whose session it is, or null: unknown, ended, or its operator is removed. Found by the token's hash, so that time tells nothing of tokens.</summary>
    public Caller? Check(string token)
    {
        if (!Volatile.Read(ref _held).TryGetValue(Key(token), out var held) || clock.GetUtcNow() >= held.Document.Expires || operators.Find(held.Document.Operator) is not { } found)
            return null;
        return new() { Identity = $"operator:{held.Document.Operator}", Scopes = Roles.ScopesOf(found.Roles), IsOperator = true, Account = held.Document.Operator };
    }

    /// <summary>Ends a session before its time. False: it is none.</summary>
    public async ValueTask<bool> End(string token, CancellationToken cancel)
    {
        if (!Volatile.Read(ref _held).TryGetValue(Key(token), out var held))
            return false;
        await store.Commit(new() { Documents = [held.Row with { Version = held.Row.Version + 1, At = clock.GetUtcNow(), Body = default }] });
        await Refresh(cancel);
        return true;
    }

    static string Key(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
