using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Access.Passkeys;

/// <summary>How an operator gets a passkey: signed in, or by the code of his enrolment, which it uses up.</summary>
public sealed class PasskeyRegistrations(IStore store, Operators operators, PasskeyBook passkeys, PasskeyParty party, IActs acts, TimeProvider clock)
{
    /// <summary>Passkeys of one operator.</summary>
    public const int Most = 20;

    readonly WebAuthn _webAuthn = new(party);
    readonly PasskeyChallenges _challenges = new(store, clock, party.Within);
    readonly CredentialRows _credentials = new(store, clock);

    /// <summary>The options for a browser (<c>PublicKeyCredentialCreationOptionsJSON</c>, WebAuthn Level 3 §5.1.9), or null: no such operator.</summary>
    public async ValueTask<string?> Begin(string name, CancellationToken cancel)
    {
        await operators.Refresh(cancel);
        return operators.Find(name)?.Enrolment is { } enrolment ? await Begin(Ceremony.Registration, name, enrolment, cancel) : null;
    }

    /// <summary>The same for who comes with the code of an enrolment. Null: it is none that is in force.</summary>
    public async ValueTask<string?> BeginEnrolment(string code, CancellationToken cancel) =>
        await Enrolling(code, cancel) is var (name, enrolment, _) ? await Begin(Ceremony.Enrolment, name, enrolment, cancel) : null;

    /// <summary>Takes what the browser made of the options.</summary>
    /// <param name="label">What he calls it: 1 to 60 characters in one line.</param>
    /// <param name="credential"><c>RegistrationResponseJSON</c>, WebAuthn Level 3 §5.1.8.</param>
    public async ValueTask<PasskeyRegistered> Finish(string name, string label, JsonElement credential, CancellationToken cancel)
    {
        await operators.Refresh(cancel);
        return operators.Find(name)?.Enrolment is { } enrolment
            ? await Finish(Ceremony.Registration, name, enrolment, label, credential, [], cancel)
            : new PasskeyRegistered.Refused();
    }

    /// <summary>The same for an enrolment, whose code is used up by it. He has no secret then: the passkey is what he signs in with.</summary>
    public async ValueTask<(string? Name, PasskeyRegistered Outcome)> FinishEnrolment(string code, string label, JsonElement credential, CancellationToken cancel)
    {
        if (await Enrolling(code, cancel) is not var (name, enrolment, version))
            return (null, new PasskeyRegistered.Refused());
        DocumentRow[] enrolled =
        [
            _credentials.Row(name, version, OperatorCredentials.WithoutSecret(enrolment)),
            .. acts.Record(new($"operator:{name}", "operator.enrolled", $"operator/{name}")),
        ];
        return (name, await Finish(Ceremony.Enrolment, name, enrolment, label, credential, enrolled, cancel));
    }

    public static bool IsLabel(string? label) => label is { Length: > 0 and <= 60 } && !label.Any(char.IsControl);

    async ValueTask<string> Begin(Ceremony ceremony, string name, byte[] enrolment, CancellationToken cancel) => _webAuthn.CreateOptions(
        await _challenges.Issue(ceremony, SubjectOf(name, enrolment), cancel), name, PasskeyBook.HandleOf(enrolment),
        [.. (await passkeys.Of(name, cancel)).Select(static found => found.Document.Credential)]).ToJson();

    async ValueTask<PasskeyRegistered> Finish(
        Ceremony ceremony, string name, byte[] enrolment, string label, JsonElement credential, DocumentRow[] beside, CancellationToken cancel)
    {
        if ((await passkeys.Of(name, cancel)).Count >= Most)
            return new PasskeyRegistered.TooMany();
        if (WebAuthn.Attestation(credential) is not var (sent, challenge)
            || await _challenges.Take(challenge, ceremony, SubjectOf(name, enrolment), cancel) is not { } taken
            || await _webAuthn.Registered(sent, _webAuthn.CreateOptions(challenge, name, PasskeyBook.HandleOf(enrolment), []), cancel) is not { } made)
            return new PasskeyRegistered.Refused();
        var (id, now) = (PasskeyBook.IdOf(made.Id), clock.GetUtcNow());
        var document = new PasskeyDocument(name, enrolment, made.Id, made.PublicKey, label, now) { Synced = made.IsBackupEligible };
        try
        {
            await store.Commit(AuditWriter.UnitOf(
            [
                taken, new(PasskeyDocument.Kind, id, 1, now, document.ToBytes()), new(PasskeyUse.Kind, id, 1, now, new PasskeyUse(made.SignCount, null).ToBytes()),
                .. acts.Record(new($"operator:{name}", "passkey.registered", $"passkey/{id}")), .. beside,
            ]));
        }
        catch (StoreConflictException)
        {
            // The challenge or the code was used meanwhile, or somebody has this credential, perhaps removed.
            return new PasskeyRegistered.Refused();
        }
        return new PasskeyRegistered.Done(PasskeyBook.Shown(id, document, null));
    }

    async ValueTask<(string Name, byte[] Enrolment, int Version)?> Enrolling(string code, CancellationToken cancel)
    {
        await operators.Refresh(cancel);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(code));
        if (operators.Enrolling(hash, clock.GetUtcNow()) is not { } name)
            return null;
        var before = await _credentials.Find(name, cancel);
        return before is { } used && CryptographicOperations.FixedTimeEquals(used.Credentials.Enrolment, hash) ? null : (name, hash, before?.Version ?? 0);
    }

    static string SubjectOf(string name, byte[] enrolment) => $"{name} {Convert.ToHexStringLower(enrolment)}";
}
