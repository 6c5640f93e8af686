using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Access;

/// <summary>
/// The keys of the API: <c>tk_</c>, an id of 8 hexadecimal digits, a secret of 64 (256 random bits). Checked against memory, which
/// <see cref="Refresh"/> brings up to what the store holds: a key that was made or revoked elsewhere counts from the next refresh on.
/// </summary>
public sealed class ApiKeys(IStore store, TimeProvider clock)
{
    const string Kind = "api-key";
    const string Itself = "node";
    const string Prefix = "tk_";
    const int IdLength = 8;
    const int KeyLength = 3 + IdLength + 64;
    const int LongestName = 100;

    sealed record Held(DocumentRow Row, ApiKeyDocument Document);

    // Unknown ids are compared against this, so that the time does not tell which exist.
    static readonly byte[] Nobody = new byte[SHA256.HashSizeInBytes];

    readonly SemaphoreSlim _refreshing = new(1);
    FrozenDictionary<string, Held> _held = FrozenDictionary<string, Held>.Empty;

    /// <summary>Makes a key. Its secret is in the answer and nowhere else.</summary>
    /// <param name="actor">Who makes it, as the audit log names him; without one, the node itself.</param>
    /// <exception cref="ArgumentException">The name is empty or longer than 100 characters.</exception>
    public async ValueTask<NewApiKey> Create(string name, CancellationToken cancel = default, string actor = Itself)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
            throw new ArgumentException($"A name has 1 to {LongestName} characters.", nameof(name));
        var secret = Prefix + RandomNumberGenerator.GetHexString(IdLength + 64, lowercase: true);
        var id = secret.Substring(Prefix.Length, IdLength);
        var now = clock.GetUtcNow();
        await Write(id, 1, now, new(name, now, Hash(secret), null), actor);
        await Refresh(cancel);
        return new(new(id, name, now, null), secret);
    }

    /// <summary>All keys, revoked ones too, by age.</summary>
    public async ValueTask<IReadOnlyList<ApiKey>> List(CancellationToken cancel = default)
    {
        await Refresh(cancel);
        return [.. _held.Values.Select(ToKey).OrderBy(k => k.Created)];
    }

    /// <summary>Ends a key for good. False: there is none with that id, or it was revoked before.</summary>
    public async ValueTask<bool> Revoke(string id, CancellationToken cancel = default, string actor = Itself)
    {
        await Refresh(cancel);
        if (!_held.TryGetValue(id, out var held) || held.Document.Revoked is not null)
            return false;
        var now = clock.GetUtcNow();
        await Write(id, held.Row.Version + 1, now, held.Document with { Revoked = now }, actor);
        await Refresh(cancel);
        return true;
    }

    /// <summary>Takes over what the store holds now.</summary>
    public async ValueTask Refresh(CancellationToken cancel = default)
    {
        // One at a time: a slow read must not put back what a later one has seen changed.
        await _refreshing.WaitAsync(cancel);
        try
        {
            var rows = await store.ReadDocuments(Kind, allVersions: false, cancel);
            Volatile.Write(ref _held, rows.Where(r => !r.Body.IsEmpty)
                .ToFrozenDictionary(r => r.Id, r => new Held(r, ApiKeyDocument.Of(r.Body.Span)), StringComparer.Ordinal));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>The id of the key that <paramref name="presented"/> is, or null: malformed, unknown, wrong or revoked, without saying which.</summary>
    public string? Check(ReadOnlySpan<char> presented)
    {
        if (presented.Length != KeyLength || !presented.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var known = Volatile.Read(ref _held).GetAlternateLookup<ReadOnlySpan<char>>()
            .TryGetValue(presented.Slice(Prefix.Length, IdLength), out var held);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(presented, hash);
        var same = CryptographicOperations.FixedTimeEquals(hash, known ? held!.Document.Hash : Nobody);
        return known && same && held!.Document.Revoked is null ? held.Row.Id : null;
    }

    async ValueTask Write(string id, int version, DateTimeOffset at, ApiKeyDocument document, string actor)
    {
        var row = new DocumentRow(Kind, id, version, at, document.ToBytes());
        await store.Commit(new() { Documents = [row], Audit = AuditWriter.OfAct(actor, row) });
    }

    static ApiKey ToKey(Held held) => new(held.Row.Id, held.Document.Name, held.Document.Created, held.Document.Revoked);

    static byte[] Hash(string key)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(key, hash);
        return hash;
    }

    static void Hash(ReadOnlySpan<char> key, Span<byte> into)
    {
        Span<byte> utf8 = stackalloc byte[KeyLength * 3];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], into);
    }
}
