using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Access.Passkeys;

/// <summary>The passkeys that are in force: those of operators who are there, of the enrolment that is theirs now, and that nobody has removed.</summary>
public sealed class PasskeyBook(IStore store, Operators operators, PasskeyParty party, TimeProvider clock)
{
    readonly CredentialRows _credentials = new(store, clock);

    /// <summary>128 bits of a hash: enough to find a passkey, which is then compared by its whole id.</summary>
    internal static string IdOf(ReadOnlySpan<byte> credential) => Convert.ToHexStringLower(SHA256.HashData(credential).AsSpan(0, 16));

    /// <summary>
    /// How authenticators know an operator: bytes that say nothing of him to others, since the hash of his enrolment is secret and random (WebAuthn Level 3 §14.6.1).
    /// </summary>
    internal static byte[] HandleOf(byte[] enrolment) => SHA256.HashData([.. "tidings passkey user "u8, .. enrolment]);

    internal async ValueTask<(DocumentRow Row, PasskeyDocument Document)?> Find(ReadOnlyMemory<byte> credential, CancellationToken cancel)
    {
        var id = IdOf(credential.Span);
        foreach (var found in await InForce(cancel))
            if (found.Row.Id == id && found.Document.Credential.AsSpan().SequenceEqual(credential.Span))
                return found;
        return null;
    }

    internal async ValueTask<IReadOnlyList<(DocumentRow Row, PasskeyDocument Document)>> Of(string name, CancellationToken cancel) =>
        [.. (await InForce(cancel)).Where(found => found.Document.Operator == name)];

    /// <summary>An operator's, oldest first.</summary>
    public async ValueTask<IReadOnlyList<Passkey>> List(string name, CancellationToken cancel)
    {
        await operators.Refresh(cancel);
        var uses = (await store.ReadDocuments(PasskeyUse.Kind, allVersions: false, cancel)).ToDictionary(static row => row.Id, static row => PasskeyUse.Of(row.Body.Span));
        return [.. (await Of(name, cancel)).Select(found => Shown(found.Row.Id, found.Document, uses.GetValueOrDefault(found.Row.Id)?.Last)).OrderBy(static one => one.Added)];
    }

    /// <summary>What a stored passkey says.</summary>
    public static Passkey Read(string id, ReadOnlySpan<byte> body) => Shown(id, PasskeyDocument.Of(body), null);

    /// <summary>Whose a stored passkey is.</summary>
    public static string OwnerOf(ReadOnlySpan<byte> body) => PasskeyDocument.Of(body).Operator;

    internal static Passkey Shown(string id, PasskeyDocument document, DateTimeOffset? last) => new(id, document.Name, document.Added, last, document.Synced);

    /// <summary>Whether an operator's passkey can be removed, and the rows that do it.</summary>
    public async ValueTask<PasskeyRemoval> Removal(string name, string id, CancellationToken cancel)
    {
        await operators.Refresh(cancel);
        var his = await Of(name, cancel);
        if (his.FirstOrDefault(found => found.Row.Id == id) is not { Row: not null } found || await _credentials.Find(name, cancel) is not { } credentials)
            return new PasskeyRemoval.NotFound();
        // Where passkeys are switched off, the others do not open anything.
        var others = party.IsSetUp ? his.Count - 1 : 0;
        if (others == 0 && !(credentials.Credentials.HasSecret && Operators.IsOf(credentials.Credentials, operators.Find(name)!)))
            return new PasskeyRemoval.Last();
        return new PasskeyRemoval.Possible(
            found.Row with { Version = found.Row.Version + 1, At = clock.GetUtcNow(), Body = (found.Document with { Removed = clock.GetUtcNow() }).ToBytes() },
            _credentials.Row(name, credentials.Version, credentials.Credentials));
    }

    async ValueTask<IReadOnlyList<(DocumentRow Row, PasskeyDocument Document)>> InForce(CancellationToken cancel) =>
    [
        .. (await store.ReadDocuments(PasskeyDocument.Kind, allVersions: false, cancel)).Where(static row => !row.Body.IsEmpty)
            .Select(static row => (Row: row, Document: PasskeyDocument.Of(row.Body.Span)))
            .Where(found => found.Document.Removed is null && operators.Find(found.Document.Operator)?.Enrolment is { } enrolment
                && CryptographicOperations.FixedTimeEquals(enrolment, found.Document.Enrolment)),
    ];
}
