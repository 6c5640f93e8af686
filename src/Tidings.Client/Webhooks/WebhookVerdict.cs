namespace Tidings.Client.Webhooks;

/// <summary>What became of looking at a webhook. All but <see cref="Genuine"/> are answered with a status of 400 or above, and nothing is done.</summary>
public enum WebhookVerdict
{
    /// <summary>A header is missing, or is none that a node writes.</summary>
    Malformed,
    /// <summary>It was signed longer ago than is tolerated: perhaps somebody sends again what he has kept, or a clock is wrong.</summary>
    TooOld,
    /// <summary>It was signed in the future: a clock is wrong.</summary>
    TooEarly,
    /// <summary>No signature is one of our secrets over this id, time and body.</summary>
    WrongSignature,
    /// <summary>The signature is right, and the body is none that this version can read.</summary>
    Unreadable,
    /// <summary>It comes from the node, as it is.</summary>
    Genuine,
}
