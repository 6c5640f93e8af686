using System.Collections.Frozen;
using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Access;

/// <summary>
/// The keys of the API. Checked against memory, which <see cref="Refresh"/> brings up to what the store holds: a key that was made or revoked elsewhere
/// counts from the next refresh on.
/// </summary>
public sealed class ApiKeys(IStore store, TimeProvider clock) : IDisposable
{
    const int LongestName = 100;

    sealed record Held(DocumentRow Row, ApiKeyDocument Document, Caller Caller, ApiKeyUses.Mark Use);

    // Unknown ids are compared against this, so that the time does not tell which exist.
    static readonly byte[] Nobody = new byte[SHA256.HashSizeInBytes];

    readonly ApiKeyUses _uses = new(store, clock);
    readonly SemaphoreSlim _refreshing = new(1);
    FrozenDictionary<string, Held> _held = FrozenDictionary<string, Held>.Empty;

    /// <summary>Makes a live key with all scopes. Its secret is in the answer and nowhere else.</summary>
    /// <exception cref="ArgumentException">The name is empty or longer than 100 characters.</exception>
    public ValueTask<NewApiKey> Create(string name, CancellationToken cancel = default) => Create(new ApiKeyRequest(name), [], cancel);

    /// <summary>Makes a key. Its secret is in the answer and nowhere else.</summary>
    /// <param name="with">What is to be written with it, or not at all.</param>
    /// <exception cref="ArgumentException">As <see cref="WhyNot"/> says.</exception>
    public async ValueTask<NewApiKey> Create(ApiKeyRequest request, IReadOnlyList<DocumentRow> with, CancellationToken cancel = default)
    {
        var (made, row) = Prepare(request);
        await Put([row, .. with], cancel);
        return made;
    }

    /// <summary>A key that opens nothing until its row is <see cref="Put"/>.</summary>
    /// <exception cref="ArgumentException">As <see cref="WhyNot"/> says.</exception>
    public (NewApiKey Made, DocumentRow Row) Prepare(ApiKeyRequest request)
    {
        if (WhyNot(request) is { } wrong)
            throw new ArgumentException(wrong, nameof(request));
        var (secret, id) = ApiKeyText.New(request.Kind);
        var now = clock.GetUtcNow();
        var document = new ApiKeyDocument(request.Name, now, ApiKeyText.Hash(secret), null)
        {
            Reach = request.Kind, Expires = request.Expires, MadeBy = request.MadeBy, Limits = request.Limits,
            Scopes = ScopeNames.Of(request.Scopes ?? ScopeNames.Usual(request.Kind)),
        };
        return (new(ToKey(id, document, null), secret), new(ApiKeyDocument.Kind, id, 1, now, document.ToBytes()));
    }

    /// <summary>Brings a prepared key into force.</summary>
    /// <param name="rows">It and what is to be written with it, or not at all.</param>
    public async ValueTask Put(IReadOnlyList<DocumentRow> rows, CancellationToken cancel = default)
    {
        await store.Commit(AuditWriter.UnitOf(rows));
        await Refresh(cancel);
    }

    /// <summary>What a stored key says, without its secret.</summary>
    public static ApiKey Read(string id, ReadOnlySpan<byte> body) => ToKey(id, ApiKeyDocument.Of(body), null);

    /// <summary>Why there can be no such key, for people; null: there can.</summary>
    public string? WhyNot(ApiKeyRequest request) => request switch
    {
        { Name: var name } when string.IsNullOrWhiteSpace(name) || name.Length > LongestName => $"A name has 1 to {LongestName} characters.",
        { Scopes: Scope.None } => "A key without scopes opens nothing.",
        { Scopes: { } scopes } when (scopes & ~ScopeNames.Most(request.Kind)) is not Scope.None and var beyond =>
            $"A key of this kind cannot have {string.Join(", ", ScopeNames.Of(beyond))}.",
        { Limits: { } limits } when limits.WhyNot() is { } why => why,
        { Expires: { } expires } when expires <= clock.GetUtcNow() => "It would have expired already.",
        _ => null,
    };

    /// <summary>All keys, revoked ones too, by age.</summary>
    public async ValueTask<IReadOnlyList<ApiKey>> List(CancellationToken cancel = default)
    {
        await Refresh(cancel);
        await _uses.Read(cancel);
        return [.. _held.Values.Select(held => ToKey(held.Row.Id, held.Document, held.Use)).OrderBy(key => key.Created)];
    }

    /// <summary>Ends a key for good. False: there is none with that id, or it was revoked before.</summary>
    /// <param name="with">What is to be written with it, or not at all.</param>
    public async ValueTask<bool> Revoke(string id, IReadOnlyList<DocumentRow> with, CancellationToken cancel = default)
    {
        await Refresh(cancel);
        if (!_held.TryGetValue(id, out var held) || held.Document.Revoked is not null)
            return false;
        var now = clock.GetUtcNow();
        await Put([new(ApiKeyDocument.Kind, id, held.Row.Version + 1, now, (held.Document with { Revoked = now }).ToBytes()), .. with], cancel);
        return true;
    }

    /// <inheritdoc cref="Revoke(string, IReadOnlyList{DocumentRow}, CancellationToken)"/>
    public ValueTask<bool> Revoke(string id, CancellationToken cancel = default) => Revoke(id, [], cancel);

    /// <summary>Takes over what the store holds now.</summary>
    public async ValueTask Refresh(CancellationToken cancel = default)
    {
        // One at a time: a slow read must not put back what a later one has seen changed.
        await _refreshing.WaitAsync(cancel);
        try
        {
            var rows = await store.ReadDocuments(ApiKeyDocument.Kind, allVersions: false, cancel);
            Volatile.Write(ref _held, rows.Where(r => !r.Body.IsEmpty).ToFrozenDictionary(r => r.Id, Hold, StringComparer.Ordinal));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Writes on which day keys were used last. Off the way of a request.</summary>
    public ValueTask WriteUses(CancellationToken cancel = default) => _uses.Write(cancel);

    /// <summary>Whether this has a key's beginning, so that no other proof needs to be looked for in it.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<char> presented) => presented.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal);

    /// <summary>Whose key <paramref name="presented"/> is, or null: malformed, unknown, wrong, revoked or expired, without saying which.</summary>
    public Caller? Check(ReadOnlySpan<char> presented)
    {
        var id = ApiKeyText.IdIn(presented);
        if (id.IsEmpty)
            return null;
        var known = Volatile.Read(ref _held).GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var held);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ApiKeyText.Hash(presented, hash);
        var same = CryptographicOperations.FixedTimeEquals(hash, known ? held!.Document.Hash : Nobody);
        if (!known || !same || held!.Document.Revoked is not null)
            return null;
        var now = clock.GetUtcNow();
        if (held.Document.Expires <= now)
            return null;
        var day = DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
        if (Volatile.Read(ref held.Use.Seen) != day)
            Volatile.Write(ref held.Use.Seen, day);
        return held.Caller;
    }

    Held Hold(DocumentRow row)
    {
        var document = ApiKeyDocument.Of(row.Body.Span);
        var identity = $"key:{row.Id}";
        var caller = new Caller { Identity = identity, Scopes = document.ScopeSet(), Reach = document.Reach, Behind = document.MadeBy ?? identity, Limits = document.Limits };
        return new(row, document, caller, _uses.Of(row.Id));
    }

    static ApiKey ToKey(string id, ApiKeyDocument document, ApiKeyUses.Mark? use) => new(id, document.Name, document.Created, document.Revoked)
    {
        Kind = document.Reach, Scopes = document.ScopeSet(), Expires = document.Expires, MadeBy = document.MadeBy, Limits = document.Limits,
        LastUsed = use is not null && Math.Max(use.Stored, use.Seen) is > 0 and var day ? DateOnly.FromDayNumber(day) : null,
    };

    /// <summary>Releases what waits for a refresh.</summary>
    public void Dispose() => _refreshing.Dispose();
}
