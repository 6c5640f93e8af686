using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Messages;

/// <summary>How far a text has come.</summary>
[JsonConverter(typeof(WordConverter<MessageState>))]
public enum MessageState
{
    /// <summary>A state that this version of the client does not know.</summary>
    Unknown,
    /// <summary>Stored and due, or waiting for the carrier.</summary>
    Queued,
    /// <summary>Waiting for its time.</summary>
    Deferred,
    /// <summary>The carrier has all of it.</summary>
    Sent,
    /// <summary>A receipt says that the phone has it.</summary>
    Delivered,
    /// <summary>The carrier could not deliver it for now and goes on trying.</summary>
    TemporaryFailure,
    /// <summary>The number or phone cannot be reached.</summary>
    PermanentFailure,
    /// <summary>The carrier refused it for a reason that is the bank's or its own.</summary>
    TechnicalFailure,
    /// <summary>Its validity ended first.</summary>
    Expired,
    /// <summary>Sent perhaps: the answer was lost, and its class is not repeated.</summary>
    InDoubt,
}
