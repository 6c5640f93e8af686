using Tidings.Core.Events;

namespace Tidings.Server.Partitions;

/// <summary>What the store has of a customer does not open, or his whole partition could not be replayed for such a row. Nothing is decided for him before it is mended.</summary>
internal sealed class StateUnreadableException() : Exception("A customer's state in the store does not open.")
{
    /// <summary>How an event of such a customer is answered: it was not taken, and may be sent again.</summary>
    public static PartOutcome Outcome { get; } = new(EventStatus.Busy, default, 0,
    [
        new("data.customer", FieldCodes.StateUnreadable, "What is stored of the customer cannot be read, so that nothing is decided for him.", "Keep the event and send it again when the operator has mended it."),
    ]);

    /// <summary>One that every part of an answer is about.</summary>
    public static bool Explains(EventOutcome outcome) => outcome.Status == EventStatus.Busy && outcome.Errors.Any(static error => error.Code == FieldCodes.StateUnreadable);
}
