using Tidings.Client.Messages;

namespace Tidings.Client.Webhooks;

/// <summary><c>class.paused</c>, <c>class.resumed</c>: nothing of a class of texts leaves any more, or it goes on. It is about no customer: a person is to look.</summary>
public sealed record ClassWebhook : Webhook
{
    /// <summary>The class.</summary>
    public required MessageClass Class { get; init; }

    /// <summary>Why it is paused: <c>surge</c>, far more of it was decided in a minute than is usual, or <c>by-hand</c>. Null: it goes on.</summary>
    public string? Reason { get; init; }
}
