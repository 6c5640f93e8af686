using System.Text.Json;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;

namespace Tidings.Server.Audit;

/// <summary>
/// What acts say is gone from the store by right: rows whose days are over, and what was of customers who were erased. Acts are documents, so that one that the log does not know is named by
/// <see cref="DocumentCheck.Unknown"/>. Of each pair the act that something begins counts too: it is written before anything goes, and what a crash cut off has it alone.
/// </summary>
internal sealed class RightlyGone
{
    /// <summary>The acts of retention; the subject of each is <see cref="Journal"/> and the row before which everything may be gone.</summary>
    public const string PurgeBegun = "retention.purge-begun", Purged = "retention.purged";
    public const string Journal = "journal/";

    /// <summary>The acts of an erasure; the subject of each is <see cref="ActSubjects.Token"/> and the customer's token.</summary>
    public const string ErasureBegun = "customer.erasure-begun", Erased = "customer.erased";

    readonly HashSet<string> _erased = new(StringComparer.Ordinal);
    readonly long _low;

    public RightlyGone(IEnumerable<DocumentRow> acts)
    {
        foreach (var row in acts.Where(static row => !row.Body.IsEmpty))
        {
            if (Read(row) is not { } act)
                continue;
            if (act.Name is PurgeBegun or Purged && act.Subject.StartsWith(Journal, StringComparison.Ordinal) && MessageId.TryParse(act.Subject[Journal.Length..], out var low))
                _low = Math.Max(_low, low.Value);
            else if (act.Name is ErasureBegun or Erased && act.Subject.StartsWith(ActSubjects.Token, StringComparison.Ordinal))
                _erased.Add(act.Subject[ActSubjects.Token.Length..]);
        }
    }

    /// <summary>An act reaches it that deletes what is over.</summary>
    public bool IsPurged(MessageId id) => id.Value < _low;

    /// <summary>An act says that the customer of this token is erased.</summary>
    public bool IsErased(string token) => _erased.Contains(token);

    static Core.Ports.Act? Read(DocumentRow row)
    {
        try
        {
            return DocumentActs.Of(row);
        }
        catch (JsonException)
        {
            // Changed: the entry of the document names it.
            return null;
        }
    }
}
