using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;

namespace Tidings.Server.Verify;

/// <summary>
/// Ids of verifications: <c>v</c> and 26 characters of Crockford's base 32. In them are the journal row that it began with and a random number, as one encrypted block, so that an id is found without an index and tells
/// nobody when or in which partition it began: by the partition who exists could be told from who does not.
/// </summary>
internal sealed class VerificationIds(CodeSecrets secrets, IStore store)
{
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    const int Length = 27;

    /// <param name="row">The row that it began with.</param>
    /// <param name="key">The random half.</param>
    public async ValueTask<string> Of(MessageId row, ulong key, CancellationToken cancel) => Write(await secrets.Hide(row, key, cancel));

    /// <summary>Whose it is. Null: there is none of this id, or its customer was erased.</summary>
    public async ValueTask<KnownId?> Find(string id, CancellationToken cancel)
    {
        if (!TryRead(id, out var hidden))
            return null;
        foreach (var (row, key) in await secrets.Show(hidden, cancel))
            if (await store.ReadMessage(row, cancel) is { } facts && facts.Row.Id == row && DecidedEvents.Of(facts.Row).Verification is { Act: VerificationAct.Start } begun && begun.Key == key)
                return new(facts.Row.Customer, key, begun.Begun is { } nowhere ? nowhere with { Rows = [row] } : null);
        return null;
    }

    /// <summary>
    /// Under whose name what was asked for is recorded, where no customer is known. By the oldest of the keys, which outlives rotations: nobody outside can reckon who shares a name with whom, and so nobody can crowd out
    /// one whom he has chosen.
    /// </summary>
    /// <param name="whom">The hash of whom was asked for.</param>
    public async ValueTask<string> NameOf(ulong whom, bool numberAlone, CancellationToken cancel)
    {
        var hash = (await secrets.HashAll(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"tidings-name/v1\n{whom:x16}")), cancel))[^1];
        return UnknownCustomers.Of(BinaryPrimitives.ReadUInt64BigEndian(hash.Value), numberAlone);
    }

    internal static string Write(UInt128 hidden) => string.Create(Length, hidden, static (text, value) =>
    {
        text[0] = 'v';
        for (var i = Length - 1; i >= 1; i--, value >>= 5)
            text[i] = Alphabet[(int)(value & 31)];
    });

    internal static bool TryRead(string id, out UInt128 hidden)
    {
        hidden = 0;
        if (id.Length != Length || id[0] != 'v')
            return false;
        for (var i = 1; i < Length; i++)
        {
            var digit = Alphabet.IndexOf(id[i], StringComparison.Ordinal);
            // 26 characters are 130 bits.
            if (digit < 0 || (i == 1 && digit > 7))
                return false;
            hidden = (hidden << 5) | (uint)digit;
        }
        return true;
    }
}

/// <summary>What an id stands for.</summary>
/// <param name="Customer">Under whose name it is.</param>
/// <param name="Key">Its random half.</param>
/// <param name="Begun">As it began, where it goes nowhere and others may have taken its place. Null: the state has it.</param>
internal readonly record struct KnownId(string Customer, ulong Key, Verification? Begun);
