using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>The outcome of the whole pure half of an event's way: what to journal. Each message is composed and linted.</summary>
public sealed record Decided(IReadOnlyList<Message> Messages, IReadOnlyList<Suppression> Suppressions, StateDelta Delta);
