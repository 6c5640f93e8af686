using Tidings.Core.Messages;

namespace Tidings.Core.Track;

/// <summary>A state in people's words.</summary>
/// <param name="Title">For example "on its way".</param>
/// <param name="Meaning">What it means.</param>
/// <param name="WhatToDo">What the reader can do about it.</param>
public sealed record PeopleStatus(string Title, string Meaning, string WhatToDo)
{
    static readonly PeopleStatus OnItsWay = new("on its way",
        "It is stored and will be sent, or the carrier has it and has not reported the end yet.",
        "Wait. If it stays so for longer than its validity, the carrier's receipts do not arrive: ask the operator to look at the carrier.");
    static readonly PeopleStatus Waiting = new("on its way",
        "It waits for its time: quiet hours, or a schedule.",
        "Nothing. The time is shown.");
    static readonly PeopleStatus Delivered = new("delivered",
        "The carrier reports that the phone has it.",
        "Nothing. If the customer has not seen it, look at the number and at the phone's message filter.");
    static readonly PeopleStatus Temporary = new("temporary failure",
        "The carrier could not deliver it for now: the phone is off, out of coverage or full. It goes on trying until the validity ends.",
        "Wait. If it is urgent, reach the customer another way.");
    static readonly PeopleStatus Permanent = new("permanent failure",
        "The number does not exist, is not in use, or cannot receive texts.",
        "Ask the customer for the right number. Sending again will not help.");
    static readonly PeopleStatus Technical = new("technical failure",
        "The carrier refused it for a reason that lies with the carrier or with our configuration.",
        "Give the operator the carrier's error shown beside it. The number may be right.");
    static readonly PeopleStatus Expired = new("expired",
        "Its validity ended before it arrived, and it will not be delivered late.",
        "If it still matters, send a new one. If many expire, ask the operator to look at the carrier's rate.");
    static readonly PeopleStatus InDoubt = new("technical failure",
        "It was handed over and never answered: it may or may not have arrived. A one-time code is not repeated, any other text once at most.",
        "A code: let the customer ask for a new one. Another text: reach the customer another way if it is urgent.");

    public static PeopleStatus Suppressed { get; } = new("suppressed",
        "It was decided not to send it; the reason is shown.",
        "If the reason is wrong, look at the customer's preferences and at the alert's settings.");

    public static PeopleStatus Of(MessageState state) => state switch
    {
        MessageState.Queued or MessageState.Sent => OnItsWay,
        MessageState.Deferred => Waiting,
        MessageState.Delivered => Delivered,
        MessageState.TemporaryFailure => Temporary,
        MessageState.PermanentFailure => Permanent,
        MessageState.TechnicalFailure => Technical,
        MessageState.Expired => Expired,
        MessageState.InDoubt => InDoubt,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
