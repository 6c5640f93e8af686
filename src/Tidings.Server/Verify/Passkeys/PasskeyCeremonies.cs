using System.Security.Cryptography;
using System.Text.Json;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Security.Access.Passkeys;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Server.Audit;

namespace Tidings.Server.Verify.Passkeys;

/// <summary>
/// The two ceremonies of a customer's passkey. Challenges are keyed hashes of what is to be approved, reckoned again when the answer comes: for another session, purpose or payment the answer is to another challenge, and
/// nothing has to be remembered. That a verification is approved once is decided in the partition, as for any code.
/// </summary>
/// <param name="ring">Null: nothing is sealed here, and acts name no customer.</param>
internal sealed class PasskeyCeremonies(CustomerPasskeys passkeys, CodeSecrets secrets, VerificationSteps steps, IStore store, IActs acts, KeyRing? ring = null)
{
    public bool IsSetUp => passkeys.IsSetUp;

    /// <summary>What the bank's page gives the browser of one that is awaited. Null: it is by another means, or over, or none of his passkeys is left.</summary>
    public async ValueTask<JsonElement?> Ask(Caller caller, string customer, Verification now, CancellationToken cancel)
    {
        if (now is not { Means: VerificationMeans.Passkey, Status: VerificationStatus.Pending } || !passkeys.IsSetUp)
            return null;
        var credentials = Credentials(await List(caller, customer, cancel));
        return credentials.Length == 0 ? null
            : Read(passkeys.RequestOptions((await secrets.Hash(PasskeyBinding.Of(now.Key, now.Purpose, now.Session, now.Payment), cancel)).Value, credentials));
    }

    /// <summary>Whether one of the customer's passkeys has signed this verification, with what the check says is about to happen. Null: it has not, or a copy of it did.</summary>
    /// <param name="credential">As the browser gave it.</param>
    public async ValueTask<PasskeySignature?> Look(Caller caller, KnownId found, Purpose purpose, byte[]? session, Payment? payment, JsonElement credential, CancellationToken cancel)
    {
        // One that is over says nothing of copies: the same answer comes again where somebody pressed twice.
        if (!passkeys.IsSetUp || CustomerPasskeys.CredentialOf(credential) is not { } said || await steps.Read(found) is not { Means: VerificationMeans.Passkey, Status: VerificationStatus.Pending }
            || Array.Find(await List(caller, found.Customer, cancel), one => IsMade(one) && one.Credential.AsSpan().SequenceEqual(said)) is not { Credential: { } id, PublicKey: { } key } passkey
            || await passkeys.Signed(credential, await Challenges(PasskeyBinding.Of(found.Key, purpose.Id, session, payment), cancel), id, key, PasskeyBinding.HandleOf(passkey.Key), cancel) is not { } count)
            return null;
        if (!passkey.GoesBack(count))
            return new(passkey.Key, count);
        // Which of the two is the copy nobody knows: the passkey stays, and whoever reads the record asks the customer.
        await store.Commit(AuditWriter.UnitOf(acts.Record(new(caller.Identity, "authenticator.count-went-back", $"{await ActSubjects.Customer(ring, found.Customer, cancel)} authenticator/{passkey.Id}"))));
        return null;
    }

    /// <summary>What the bank's page gives the browser of who enrols.</summary>
    public async ValueTask<JsonElement> Begin(Caller caller, string customer, Authenticator enrolled, CancellationToken cancel) => Read(passkeys.CreateOptions(
        (await secrets.Hash(PasskeyBinding.OfEnrolment(enrolled.Key, customer), cancel)).Value, enrolled.Name, PasskeyBinding.HandleOf(enrolled.Key), Credentials(await List(caller, customer, cancel))));

    /// <summary>What the browser made of it. Null: it is not of this enrolment, or nothing that can be taken.</summary>
    public async ValueTask<Authenticator?> Made(Caller caller, string customer, ulong key, JsonElement credential, CancellationToken cancel) =>
        passkeys.IsSetUp && Array.Find(await List(caller, customer, cancel), one => one.Key == key) is { Means: VerificationMeans.Passkey, ConfirmedAt: null } enrolled
        && await passkeys.Made(credential, await Challenges(PasskeyBinding.OfEnrolment(key, customer), cancel), enrolled.Name, PasskeyBinding.HandleOf(key), cancel) is { } made
            ? enrolled with { Credential = made.Credential, PublicKey = made.PublicKey, LastStep = made.Count } : null;

    /// <summary>Under each key that may have been the newest when it was asked for.</summary>
    async ValueTask<byte[][]> Challenges(byte[] bound, CancellationToken cancel) => Array.ConvertAll(await secrets.HashAll(bound, cancel), static hash => hash.Value);

    async ValueTask<Authenticator[]> List(Caller caller, string customer, CancellationToken cancel) =>
        (await steps.Take(caller.Identity, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), customer, new() { Act = VerificationAct.List, Key = 0 }, cancel)).Verification?.Authenticators ?? [];

    static byte[][] Credentials(Authenticator[] all) => [.. all.Where(IsMade).Select(static one => one.Credential!)];

    static bool IsMade(Authenticator one) => one is { Means: VerificationMeans.Passkey, ConfirmedAt: not null, Credential: not null };

    static JsonElement Read(string options)
    {
        using var read = JsonDocument.Parse(options);
        return read.RootElement.Clone();
    }
}
