using System.Text.Json;
using Tidings.Client.Messages;
using Tidings.Client.Verifications;

namespace Tidings.Client.Webhooks;

/// <summary>What the node tells: one of the records that follow. A node that is newer than this client may tell more: <see cref="UnknownWebhook"/>.</summary>
public abstract record Webhook
{
    private protected Webhook() { }

    /// <summary>The webhook's id. The same fact told again has the same: keep those that were seen for a while.</summary>
    public required string Id { get; init; }

    /// <summary>The type, for example <c>message.delivered</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When the fact was recorded.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Id and type alone: the rest may be personal.</summary>
    public sealed override string ToString() => $"{Type} {Id} (redacted)";
}

/// <summary>A fact about a customer.</summary>
public abstract record CustomerWebhook : Webhook
{
    private protected CustomerWebhook() { }

    /// <summary>The bank's id of the customer. A reply from a number that nobody has comes with a name that begins with <c>tidings:unknown-number:</c>.</summary>
    public required string Customer { get; init; }

    /// <summary>The event that it came of.</summary>
    public required WebhookEvent Event { get; init; }

    /// <summary>The kind of the key that brought the event: <c>live</c>, <c>team</c> or <c>test</c>.</summary>
    public required string Kind { get; init; }
}

/// <summary>The event that a fact came of.</summary>
/// <param name="Source">The system that said it.</param>
/// <param name="Id">Its id at that system.</param>
public sealed record WebhookEvent(string Source, string Id);

/// <summary><c>message.accepted</c>, <c>.delivered</c>, <c>.failed</c> and <c>.expired</c>: how far a text has come.</summary>
public sealed record MessageWebhook : CustomerWebhook
{
    /// <summary>The message's id: ask for it to know more.</summary>
    public required string Message { get; init; }

    /// <summary>How far it has come. A text that failed or expired may still be told as delivered.</summary>
    public required MessageState State { get; init; }

    /// <summary>The id of the alert that it comes from.</summary>
    public string? Alert { get; init; }

    /// <summary>What it is for.</summary>
    public MessageClass Class { get; init; }

    /// <summary>The number, masked but for its last two digits.</summary>
    public string? To { get; init; }

    /// <summary>The carrier's own error; null: there is none.</summary>
    public string? Error { get; init; }
}

/// <summary><c>message.suppressed</c>: a text could have been sent, and is not.</summary>
public sealed record SuppressedWebhook : CustomerWebhook
{
    /// <summary>The code of why, for programs.</summary>
    public required string Reason { get; init; }

    /// <summary>The id of the alert that it would have come from.</summary>
    public string? Alert { get; init; }

    /// <summary>What it would have been for.</summary>
    public MessageClass Class { get; init; }
}

/// <summary><c>preferences.changed</c>: the customer's alerts, quiet hours or opt-out are others than before, or he wrote STOP or START.</summary>
public sealed record PreferencesWebhook : CustomerWebhook;

/// <summary><c>reply.received</c>: a customer has written.</summary>
public sealed record ReplyWebhook : CustomerWebhook
{
    /// <summary>The id of the customer's text.</summary>
    public required string Reply { get; init; }

    /// <summary>What it was read as.</summary>
    public ReplyMeaning Meaning { get; init; }

    /// <summary>The id of the bank's own keyword; null: it is none.</summary>
    public string? Keyword { get; init; }

    /// <summary>The number that it came from, masked but for its last two digits.</summary>
    public string? From { get; init; }

    /// <summary>The id of the answer; null: there is none.</summary>
    public string? Message { get; init; }

    /// <summary>The code of why there is no answer; null: there is one.</summary>
    public string? Reason { get; init; }
}

/// <summary><c>verification.ended</c>: a verification has ended. It tells, and approves nothing: that does the answer to the check.</summary>
public sealed record VerificationWebhook : CustomerWebhook
{
    /// <summary>The verification's id.</summary>
    public required string Verification { get; init; }

    /// <summary>How it ended.</summary>
    public required VerificationStatus Status { get; init; }

    /// <summary>What its code was for.</summary>
    public string? Purpose { get; init; }

    /// <summary>The number that its code went to, masked but for its last two digits. Null: it went to none.</summary>
    public string? To { get; init; }

    /// <summary>By what the customer proved himself, or was to.</summary>
    public VerificationMeans Means { get; init; }
}

/// <summary><c>verification.begun</c>: an event of the bank's has begun a verification, as its result says too: <see cref="CustomerWebhook.Event"/>. One that was begun by a call is not told.</summary>
public sealed record VerificationBegunWebhook : CustomerWebhook
{
    /// <summary>The verification's id: check and resend go on as if it had been begun by a call.</summary>
    public required string Verification { get; init; }

    /// <summary>What its code is for.</summary>
    public required string Purpose { get; init; }

    /// <summary>By what the customer proves himself.</summary>
    public VerificationMeans Means { get; init; }

    /// <summary>The number that its code goes to, masked but for its last two digits. Null: it goes to none.</summary>
    public string? To { get; init; }
}

/// <summary>
/// <c>fraud.asked</c>: a customer was asked whether a payment was his; <c>fraud.denied</c>: it was not, block the card now; <c>fraud.confirmed</c>: it was; <c>fraud.unanswered</c>: the question ended without an
/// answer that counts.
/// </summary>
public sealed record FraudWebhook : CustomerWebhook
{
    /// <summary>The question's id: <c>GET /v1/decisions/{id}</c> says how it stands.</summary>
    public required string Question { get; init; }

    /// <summary>How it stands: <c>open</c>, <c>confirmed</c>, <c>denied</c>, <c>unanswered</c>, <c>untrusted</c> (the answer came from a number that was changed lately), <c>stopped</c> (he wrote STOP) or <c>unreachable</c>.</summary>
    public required string Answer { get; init; }

    /// <summary>The event of the payment that was asked about.</summary>
    public required WebhookEvent Payment { get; init; }

    /// <summary>How many payments the question is about.</summary>
    public int Payments { get; init; }

    /// <summary>What the payment was judged to be, 0 to 1,000. No probability.</summary>
    public double Points { get; init; }

    /// <summary>Why, in plain words (English), the weightiest first.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Why the customer was asked: <c>unusual</c>, the payment was; <c>denied-alert</c>, it was not, and he wrote NO after an ordinary alert of it.</summary>
    public string AskedBecause { get; init; } = "unusual";
}

/// <summary>Something that this version of the client does not know. Take it, so that it is not told again for ever.</summary>
public sealed record UnknownWebhook : Webhook
{
    /// <summary>What was told.</summary>
    public required JsonElement Data { get; init; }
}
