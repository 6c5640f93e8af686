using System.Buffers.Binary;
using System.Text;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// How each kind of row is sealed, and where it then stands: an envelope opens in its own row only. What stands in clear beside it and never changes is bound to it too.
/// </summary>
internal sealed class RowSeals(string installation)
{
    readonly byte[] tenant = Encoding.UTF8.GetBytes(installation);

    /// <summary>The row with a token for its customer, and payload and delta in one envelope where the payload was. Null: the key was dropped.</summary>
    public JournalRow? Seal(JournalRow row, Subject subject, SealingKey key, RowMemory memory)
    {
        Span<byte> place = stackalloc byte[JournalPlaceBytes];
        JournalPlace(row, place);
        var value = Envelope.Seal(key, new(tenant, "journal"u8, "payload"u8, place), row.Customer, row.Delta.Span, row.Payload.Span, memory);
        return value is null ? null : Copy(row, subject.Token, value.Value, default);
    }

    public Opening Open(JournalRow row, SealingKey? key, out JournalRow opened)
    {
        Span<byte> place = stackalloc byte[JournalPlaceBytes];
        JournalPlace(row, place);
        var outcome = Envelope.Open(key, new(tenant, "journal"u8, "payload"u8, place), row.Payload.Span, out var parts);
        opened = outcome == Opening.Opened ? Copy(row, parts.Id, parts.Second, parts.First) : row;
        return outcome;
    }

    /// <summary>Null: the key was dropped.</summary>
    public ProfileRow? Seal(ProfileRow row, Subject subject, SealingKey key, RowMemory memory)
    {
        var place = ProfilePlace(row, subject.Token);
        var value = Envelope.Seal(key, new(tenant, "profile"u8, "state"u8, place), row.Customer, row.State.Span, default, memory);
        return value is null ? null : row with { Customer = subject.Token, State = value.Value };
    }

    public Opening Open(ProfileRow row, SealingKey? key, out ProfileRow opened)
    {
        var place = ProfilePlace(row, row.Customer);
        var outcome = Envelope.Open(key, new(tenant, "profile"u8, "state"u8, place), row.State.Span, out var parts);
        opened = outcome == Opening.Opened ? row with { Customer = parts.Id, State = parts.First } : row;
        return outcome;
    }

    /// <summary>Null: the key was dropped.</summary>
    public AccountRow? Seal(AccountRow row, Subject subject, SealingKey key, RowMemory memory)
    {
        var value = Envelope.Seal(key, new(tenant, "account"u8, "body"u8, Encoding.UTF8.GetBytes(subject.Token)), row.Account, row.Body.Span, default, memory);
        return value is null ? null : new(subject.Token, value.Value);
    }

    public Opening Open(AccountRow row, SealingKey? key, out AccountRow opened)
    {
        var outcome = Envelope.Open(key, new(tenant, "account"u8, "body"u8, Encoding.UTF8.GetBytes(row.Account)), row.Body.Span, out var parts);
        opened = outcome == Opening.Opened ? new(parts.Id, parts.First) : row;
        return outcome;
    }

    const int JournalPlaceBytes = 25;

    static void JournalPlace(JournalRow row, Span<byte> into)
    {
        BinaryPrimitives.WriteInt64BigEndian(into, row.Id.Value);
        BinaryPrimitives.WriteInt32BigEndian(into[8..], row.Partition);
        BinaryPrimitives.WriteUInt64BigEndian(into[12..], row.EventKey);
        BinaryPrimitives.WriteInt32BigEndian(into[20..], row.Messages);
        into[24] = row.Class;
    }

    /// <summary>With the mark up to which the state goes: an older state does not open under a later mark.</summary>
    static byte[] ProfilePlace(ProfileRow row, string token)
    {
        var place = new byte[12 + Encoding.UTF8.GetByteCount(token)];
        BinaryPrimitives.WriteInt32BigEndian(place, row.Partition);
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(4), row.UpTo.Value);
        Encoding.UTF8.GetBytes(token, place.AsSpan(12));
        return place;
    }

    static JournalRow Copy(JournalRow row, string customer, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> delta) => new()
    {
        Id = row.Id,
        Partition = row.Partition,
        Customer = customer,
        EventKey = row.EventKey,
        Messages = row.Messages,
        Class = row.Class,
        Carrier = row.Carrier,
        Payload = payload,
        Delta = delta,
    };
}
