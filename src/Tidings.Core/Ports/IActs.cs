using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Ports;

/// <summary>The record of what operators, keys and systems did.</summary>
public interface IActs
{
    /// <summary>
    /// Makes the record of one act. It is not written yet: what is returned belongs into the same <see cref="CommitUnit"/> as what the act changes, so that there
    /// is neither a change without its record nor a record of what never happened. An act that changes nothing (a reveal) is committed before it is answered.
    /// </summary>
    IReadOnlyList<DocumentRow> Record(Act act);
}

/// <summary>What somebody did. Holds nothing personal of customers: a message or customer is named by its id.</summary>
/// <param name="Actor">The caller's identity: <c>key:0123abcd</c>, <c>operator:NAME</c> ...; <c>system</c> for the node itself.</param>
/// <param name="Name">Stable, for machines: <c>template.changed</c>, <c>message.revealed</c> ...</param>
/// <param name="Subject">What it was done to: <c>template/fee/3</c>, <c>message/m02abc</c> ...</param>
/// <param name="Reason">As the actor gave it. Null: none was asked for.</param>
public sealed record Act(string Actor, string Name, string Subject, string? Reason = null);
