using Tidings.Core.Messages;

namespace Tidings.Core.Ports.Rows;

/// <summary>
/// A stored value that is to stand in another form: the same in meaning, sealed under another key. It is replaced only where it still stands as <see cref="Old"/>; one that its owner has written
/// anew meanwhile, or that is gone, stays as it is. So it needs no fence: it never undoes what an owner did, and an owner never stands on it.
/// </summary>
/// <param name="Table">Whose value.</param>
/// <param name="Number">The journal row's id, the profile's partition, the document's version.</param>
/// <param name="Name">The profile's customer, the account, the document's id.</param>
/// <param name="Kind">The document's kind.</param>
public readonly record struct Rewriting(RewrittenTable Table, long Number, string Name, string Kind, ReadOnlyMemory<byte> Old, ReadOnlyMemory<byte> New)
{
    /// <summary>A journal row's payload.</summary>
    public static Rewriting OfJournal(MessageId id, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> fresh) => new(RewrittenTable.Journal, id.Value, "", "", old, fresh);

    /// <summary>A snapshot's state.</summary>
    public static Rewriting OfProfile(int partition, string customer, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> fresh) => new(RewrittenTable.Profile, partition, customer, "", old, fresh);

    /// <summary>An account's body.</summary>
    public static Rewriting OfAccount(string account, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> fresh) => new(RewrittenTable.Account, 0, account, "", old, fresh);

    /// <summary>The body of one version of a document.</summary>
    public static Rewriting OfDocument(DocumentRow row, ReadOnlyMemory<byte> fresh) => new(RewrittenTable.Document, row.Version, row.Id, row.Kind, row.Body, fresh);
}

/// <summary>The tables whose values may be rewritten.</summary>
public enum RewrittenTable : byte
{
    Journal = 1,
    Profile,
    Account,
    Document,
}
