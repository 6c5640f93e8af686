using MemoryPack;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;

namespace Tidings.Server.Track.Retention;

/// <summary>
/// Takes the words out of stored messages of some classes, and out of what customers wrote. What the audit log committed to them is kept in their place, and the salts go, so that nobody can find them again by guessing.
/// </summary>
/// <param name="settled">None of them may leave any more, also before its validity is over.</param>
internal sealed class TextPurge(IReadOnlySet<MessageClass> classes, DateTimeOffset now, bool settled = false)
{
    readonly Commitments _commitments = new();

    /// <summary>Texts that were taken out.</summary>
    public int Texts { get; private set; }

    /// <summary>A row of several messages has the class of the most urgent only.</summary>
    public bool Wants(JournalRow row) => row.Messages > 1 || classes.Contains((MessageClass)row.Class);

    public PayloadChange Change(JournalRow row)
    {
        var decided = DecidedEvents.Of(row);
        var found = 0;
        foreach (var message in decided.Messages)
        {
            if (!classes.Contains(message.Class) || message.Text.Length == 0)
                continue;
            // It may still leave.
            if (!settled && message.ValidUntil >= now)
                return new(true, null);
            found++;
        }
        if (HasReply(decided))
            found++;
        if (found == 0)
            return new(false, null);
        Texts += found;
        return new(false, MemoryPackSerializer.Serialize(Without(row, decided)));
    }

    bool HasReply(DecidedEvent decided) => decided.Reply is { Text.Length: > 0 } && classes.Contains(MessageClass.Reply);

    DecidedEvent Without(JournalRow row, DecidedEvent decided)
    {
        var count = decided.Messages.Count;
        var messages = decided.Messages.ToArray();
        var kept = decided.Purged?.Commitments.ToArray() ?? new byte[count * MerkleHash.Length];
        var salts = decided.Salts?.ToArray();
        for (var i = 0; i < count; i++)
        {
            var message = messages[i];
            if (!classes.Contains(message.Class) || message.Text.Length == 0)
                continue;
            if (salts is not null)
            {
                _commitments.OfMessage(AuditWriter.Salt(salts, i), new(row.Id.Value + i), row.Customer, message, kept.AsSpan(i * MerkleHash.Length, MerkleHash.Length));
                salts.AsSpan(i * Commitments.SaltBytes, Commitments.SaltBytes).Clear();
            }
            messages[i] = message with { Text = "" };
        }
        var reply = HasReply(decided) ? decided.Reply! with { Text = "" } : decided.Reply;
        return decided with { Messages = messages, Salts = salts, Reply = reply, Purged = new(now, kept) };
    }
}
