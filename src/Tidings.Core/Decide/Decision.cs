using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>What was decided of one event, before any text is written.</summary>
public sealed record Decision(IReadOnlyList<Draft> Drafts, IReadOnlyList<Suppression> Suppressions, StateDelta Delta);
