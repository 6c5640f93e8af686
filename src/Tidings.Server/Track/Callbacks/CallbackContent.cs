using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Track.Callbacks;

/// <summary>What a callback brings.</summary>
internal sealed record CallbackContent(IReadOnlyList<CallbackReceipt> Receipts, IReadOnlyList<CallbackReply> Replies)
{
    /// <summary>So many are read from one; what is longer is refused whole.</summary>
    public const int Most = 1_000;

    public static readonly CallbackContent Nothing = new([], []);

    public static CallbackContent Of(params CallbackReceipt[] receipts) => new(receipts, []);

    public static CallbackContent Of(params CallbackReply[] replies) => new([], replies);
}

/// <param name="Id">The carrier's id of the message.</param>
/// <param name="Error">The carrier's error as it wrote it; null for none.</param>
internal sealed record CallbackReceipt(string Id, ReceiptState State, string? Error);

/// <summary>What a customer wrote.</summary>
/// <param name="Id">The carrier's id of it; null where it gave none.</param>
internal sealed record CallbackReply(string From, string To, string Text, string? Id)
{
    public override string ToString() => "reply (redacted)";
}
