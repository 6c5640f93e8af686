using System.Text.Json;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Access.Passkeys;

/// <summary>Signing in with a passkey: the authenticator knows whose it is, so nobody says a name first. The session is the same as any other.</summary>
public sealed class PasskeySignIns(IStore store, Operators operators, PasskeyBook passkeys, Sessions sessions, PasskeyParty party, IActs acts, TimeProvider clock)
{
    readonly WebAuthn _webAuthn = new(party);
    readonly PasskeyChallenges _challenges = new(store, clock, party.Within);

    /// <summary>The options for a browser (<c>PublicKeyCredentialRequestOptionsJSON</c>, WebAuthn Level 3 §5.1.10).</summary>
    public async ValueTask<string> Begin(CancellationToken cancel) => _webAuthn.RequestOptions(await _challenges.Issue(Ceremony.SignIn, "", cancel)).ToJson();

    /// <summary>A session, or null: wrong, used, too old, removed, or an authenticator that was copied, without saying which.</summary>
    /// <param name="credential"><c>AuthenticationResponseJSON</c>, WebAuthn Level 3 §5.1.8.</param>
    public async ValueTask<NewSession?> Finish(JsonElement credential, CancellationToken cancel)
    {
        if (WebAuthn.Assertion(credential) is not var (sent, challenge) || await _challenges.Take(challenge, Ceremony.SignIn, "", cancel) is not { } taken)
            return null;
        await operators.Refresh(cancel);
        if (await passkeys.Find(sent.RawId, cancel) is not var (row, passkey)
            || await _webAuthn.Count(sent, _webAuthn.RequestOptions(challenge), passkey.PublicKey, PasskeyBook.HandleOf(passkey.Enrolment), cancel) is not { } count)
            return null;
        var used = (await store.ReadDocuments(PasskeyUse.Kind, allVersions: false, cancel)).FirstOrDefault(use => use.Id == row.Id);
        try
        {
            return GoesBack(used is null ? 0 : PasskeyUse.Of(used.Body.Span).Count, count)
                ? await Refuse(taken, row.Id)
                : await Open(taken, row.Id, passkey.Operator, new(PasskeyUse.Kind, row.Id, (used?.Version ?? 0) + 1, clock.GetUtcNow(), new PasskeyUse(count, clock.GetUtcNow()).ToBytes()), cancel);
        }
        catch (StoreConflictException)
        {
            // The challenge was used meanwhile; or the passkey was, and its count is to be read again.
            return null;
        }
    }

    /// <summary>
    /// WebAuthn Level 3 §7.2 step 22: a count that does not grow means that somebody else signs with a copy. Authenticators that keep none always say 0.
    /// </summary>
    public static bool GoesBack(uint stored, uint said) => (stored != 0 || said != 0) && said <= stored;

    // Which of the two is the copy nobody knows: the passkey stays, and whoever reads the record asks its owner.
    async ValueTask<NewSession?> Refuse(DocumentRow taken, string id)
    {
        await store.Commit(AuditWriter.UnitOf([taken, .. acts.Record(new("system", "passkey.count-went-back", $"passkey/{id}"))]));
        return null;
    }

    async ValueTask<NewSession?> Open(DocumentRow taken, string id, string name, DocumentRow use, CancellationToken cancel)
    {
        var (session, rows) = sessions.Prepare(name);
        await store.Commit(AuditWriter.UnitOf([taken, use, .. rows, .. acts.Record(new($"operator:{name}", "operator.signed-in", $"operator/{name} passkey/{id}"))]));
        await sessions.Refresh(cancel);
        return session;
    }
}
