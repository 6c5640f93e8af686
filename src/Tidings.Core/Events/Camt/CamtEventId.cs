using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tidings.Core.Events.Camt;

/// <summary>
/// The event id of an entry or transaction, the same each time the same file is read: 128 bits of SHA-256 over the message's kind and
/// id, the part's id and account, the entry's place, references, amount, direction and booking day, and for a transaction its place.
/// The place is always in it, since banks repeat references and customers buy the same coffee twice; so a file that the bank
/// generated anew, with other entries in between, is new.
/// </summary>
public static class CamtEventId
{
    internal static string Of(
        CamtStatement part, int index, string? reference, string? servicerReference, Money amount, bool credit, CamtDate? booked)
    {
        var text = string.Join(
            '\u001f',
            ((int)part.Message).ToString(CultureInfo.InvariantCulture),
            part.MessageId,
            part.Id,
            part.Account,
            index.ToString(CultureInfo.InvariantCulture),
            reference,
            servicerReference,
            amount.Amount.ToString("0.#########", CultureInfo.InvariantCulture),
            amount.Currency,
            credit ? "CRDT" : "DBIT",
            booked?.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return "camt-" + Base64Url.EncodeToString(hash[..16]);
    }

    /// <summary>The id of one transaction under an entry.</summary>
    public static string OfTransaction(CamtEntry entry, CamtTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(transaction);
        return string.Create(CultureInfo.InvariantCulture, $"{entry.EventId}-{transaction.Index}");
    }
}
