using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Access.Passkeys;

/// <summary>What a challenge is for. One of another ceremony is not taken.</summary>
internal enum Ceremony : byte
{
    SignIn = 1,
    Registration = 2,
    Enrolment = 3,
}

/// <summary>
/// Challenges that any node can check and none has to remember: kind, time and random bytes under a key that the nodes share and that changes every day. So strangers who ask for
/// challenges fill neither memory nor the store. One that was taken is written down in the unit of what it opened: the store refuses it a second time.
/// </summary>
internal sealed class PasskeyChallenges(IStore store, TimeProvider clock, TimeSpan within)
{
    public const string KeyKind = "passkey-challenge-key", TakenKind = "passkey-challenge";
    const int TimeAt = 1, RandomAt = 9, MacAt = 25, Length = MacAt + 32;

    /// <summary>How far the clocks of two nodes may differ.</summary>
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    (string Day, byte[] Key)? _known;

    /// <param name="subject">Whose ceremony it is; checked when it is taken.</param>
    public async ValueTask<byte[]> Issue(Ceremony ceremony, string subject, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var challenge = new byte[Length];
        challenge[0] = (byte)ceremony;
        BinaryPrimitives.WriteInt64BigEndian(challenge.AsSpan(TimeAt), now.ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(challenge.AsSpan(RandomAt, MacAt - RandomAt));
        Mac(await KeyOf(Day(now), make: true, cancel) ?? throw new InvalidOperationException("There is no key for challenges."), challenge, subject).CopyTo(challenge, MacAt);
        return challenge;
    }

    /// <summary>The row that uses the challenge up, to be committed with what it opens; null: it is none of ours, of another ceremony or subject, or too old.</summary>
    public async ValueTask<DocumentRow?> Take(byte[] challenge, Ceremony ceremony, string subject, CancellationToken cancel)
    {
        if (challenge.Length != Length || challenge[0] != (byte)ceremony)
            return null;
        var (now, written) = (clock.GetUtcNow(), BinaryPrimitives.ReadInt64BigEndian(challenge.AsSpan(TimeAt)));
        if (written < (now - within).ToUnixTimeMilliseconds() || written > (now + Skew).ToUnixTimeMilliseconds())
            return null;
        return await KeyOf(Day(DateTimeOffset.FromUnixTimeMilliseconds(written)), make: false, cancel) is { } key
            && CryptographicOperations.FixedTimeEquals(Mac(key, challenge, subject), challenge.AsSpan(MacAt))
            ? new(TakenKind, Convert.ToHexStringLower(challenge.AsSpan(RandomAt, MacAt - RandomAt)), 1, now, new byte[] { challenge[0] })
            : null;
    }

    static byte[] Mac(byte[] key, byte[] challenge, string subject) => HMACSHA256.HashData(key, (byte[])[.. challenge.AsSpan(0, MacAt), .. Encoding.UTF8.GetBytes(subject)]);

    async ValueTask<byte[]?> KeyOf(string day, bool make, CancellationToken cancel)
    {
        if (_known is { } known && known.Day == day)
            return known.Key;
        if (await Read(day, cancel) is { } found)
            return found;
        if (!make)
            return null;
        try
        {
            await store.Commit(new() { Documents = [new(KeyKind, day, 1, clock.GetUtcNow(), RandomNumberGenerator.GetBytes(32))] });
        }
        catch (StoreConflictException)
        {
            // Another node was faster; its key counts.
        }
        return await Read(day, cancel);
    }

    async ValueTask<byte[]?> Read(string day, CancellationToken cancel)
    {
        foreach (var row in await store.ReadDocuments(KeyKind, allVersions: false, cancel))
            if (row.Id == day)
            {
                _known = (day, row.Body.ToArray());
                return row.Body.ToArray();
            }
        return null;
    }

    static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
