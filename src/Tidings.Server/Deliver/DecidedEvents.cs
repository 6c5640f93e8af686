using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Verify;

namespace Tidings.Server.Deliver;

/// <summary>Opens what a journal row holds.</summary>
internal static class DecidedEvents
{
    public static DecidedEvent Of(JournalRow row)
    {
        var decided = MemoryPackSerializer.Deserialize<DecidedEvent>(row.Payload.Span) ?? throw new InvalidDataException("A journal row without its event.");
        return decided.Reach == Reach.Live ? decided : decided with { Messages = [.. decided.Messages.Select(message => message with { Reach = decided.Reach })] };
    }

    /// <summary>The numbers whose customer is found by this row; mostly none.</summary>
    public static IEnumerable<Msisdn> NumbersNoted(JournalRow row) => Delta(row)?.Changes?.OfType<NumbersNoted>().SelectMany(static noted => noted.Numbers) ?? [];

    /// <summary>The keys of payments of which this row says what they were, and when; mostly none.</summary>
    public static IEnumerable<(ulong Payment, bool Fraud, DateTimeOffset At)> Labels(JournalRow row) => Delta(row) is { } delta
        ? (delta.Changes ?? []).OfType<PaymentLabelled>().Select(label => (label.Payment.Id, label.Fraud, delta.At)) : [];

    /// <summary>A verification as this row left it, and when. Null: the row is not about it.</summary>
    public static (Verification Verification, DateTimeOffset At)? Kept(JournalRow row, ulong key) =>
        Delta(row) is { } delta && delta.Changes.OfType<VerificationKept>().LastOrDefault(kept => kept.Verification.Key == key) is { } found ? (found.Verification, delta.At) : null;

    /// <summary>The verifications that ended with this row and that a code went to, and when.</summary>
    public static IReadOnlyList<(Verification Verification, DateTimeOffset At)> Ended(JournalRow row) => Delta(row) is { } delta
        ? [.. Ended(delta).Select(ended => (ended, delta.At))] : [];

    public static IEnumerable<Verification> Ended(StateDelta delta) => (delta.Changes ?? []).OfType<VerificationKept>().Select(static kept => kept.Verification)
        .Where(static kept => kept.Status != VerificationStatus.Pending && !kept.GoesNowhere);

    /// <summary>Null: it cannot be read, which a replay fails by and an index does not.</summary>
    static StateDelta? Delta(JournalRow row)
    {
        try
        {
            return MemoryPackSerializer.Deserialize<StateDelta>(row.Delta.Span);
        }
        catch (MemoryPackSerializationException)
        {
            return null;
        }
    }

    /// <summary>The message of a row by its id; null where the row has no such message.</summary>
    public static Message? Message(JournalRow row, DecidedEvent decided, MessageId id) =>
        id.Value - row.Id.Value is >= 0 and var position && position < decided.Messages.Count ? decided.Messages[(int)position] : null;
}
