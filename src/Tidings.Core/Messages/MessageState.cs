namespace Tidings.Core.Messages;

/// <summary>A message's state is which facts exist of it. See docs/flow.md for the same as a diagram.</summary>
public enum MessageState : byte
{
    /// <summary>Stored and due, or waiting for the carrier. People read: on its way.</summary>
    Queued = 1,
    /// <summary>Waiting for its time. People read: on its way.</summary>
    Deferred,
    /// <summary>The carrier has all of its segments. People read: on its way.</summary>
    Sent,
    /// <summary>A receipt says that the phone has it.</summary>
    Delivered,
    /// <summary>The carrier reports that it could not be delivered for now and goes on trying. People read: temporary failure.</summary>
    TemporaryFailure,
    /// <summary>The number or phone cannot be reached. People read: permanent failure.</summary>
    PermanentFailure,
    /// <summary>The carrier refused it for a reason that is ours or its own. People read: technical failure.</summary>
    TechnicalFailure,
    /// <summary>Its validity ended first.</summary>
    Expired,
    /// <summary>Sent perhaps: the answer was lost, and its class is not repeated. People read: technical failure.</summary>
    InDoubt,
}
