using System.Globalization;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;

namespace Tidings.Server.Audit;

/// <summary>
/// What an entry of the log says, for people. Of a document the store says which it is and who wrote it, since the log does not; of a message only its id, as its number and text are revealed by the API
/// alone, where that is recorded.
/// </summary>
/// <param name="store">The store, opened as the node opens it.</param>
public sealed class EntryWords(IStore store)
{
    readonly DocumentCheck _documents = new(store);

    /// <summary>One line.</summary>
    /// <exception cref="Security.Sealing.SealRefusedException">What opens it was changed or moved in the store.</exception>
    public async Task<string> Of(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (AuditEntry.Parse(bytes) is not { } entry)
            return "It is of no form that is known.";
        var at = entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        if (entry.Kind is not (AuditKind.Document or AuditKind.Act))
            return $"{at} {entry.Kind.ToString().ToLowerInvariant()} {new MessageId(entry.Subject)}";
        if (await _documents.Open(entry, cancel) is not { } opened)
            return $"{at} document: what opens it is not in the store";
        var found = opened switch
        {
            { Document: null } => "not in the store any more",
            { IsAsCommitted: true } => "as in the store",
            _ => "changed in the store since",
        };
        return $"{at} version {opened.Version} of {opened.Kind} {opened.Id}, by {opened.Actor}: {found}";
    }
}
