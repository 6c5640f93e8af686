using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Server.Partitions;

namespace Tidings.Server.Track.Replies;

/// <summary>
/// Parts of a text from a number that is one customer's lie under his key, within the document that is sealed under the installation's: his erasure ends them, in backups too. Where nobody is known at the number, or several
/// are, there is no key that would be right, and they go when their time is over.
/// </summary>
internal sealed class PartSeals(ReplyCustomers customers, IServiceProvider services)
{
    readonly CustomerSecrets? _secrets = services.GetService<KeyRing>() is { } ring ? new(ring) : null;

    public async ValueTask<DocumentRow> Seal(DocumentRow row, InboundText text, CancellationToken cancel)
    {
        if (_secrets is null || await Owner(text, cancel) is not { } owner || await _secrets.Seal(owner, row.Id, row.Body, cancel) is not { } value)
            return row;
        return row with { Body = value.ToBytes() };
    }

    async ValueTask<string?> Owner(InboundText text, CancellationToken cancel)
    {
        try
        {
            return await customers.Of(text.From, text.To, cancel) is [var only] && !Strangers.IsOne(only) ? only : null;
        }
        catch (StateUnreadableException)
        {
            return null;
        }
    }

    /// <summary>The part as it was; null: whose it was has been erased.</summary>
    /// <exception cref="SealRefusedException">It was changed.</exception>
    public async ValueTask<DocumentRow?> Open(DocumentRow row, CancellationToken cancel)
    {
        if (_secrets is null || CustomersValue.Of(row.Body.Span) is not { } value)
            return row;
        return await _secrets.Open(value, row.Id, cancel) is { } body ? row with { Body = body } : null;
    }
}
