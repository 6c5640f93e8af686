using Tidings.Core.Messages;
using Tidings.Core.Track.Replies;

namespace Tidings.Server.Track.Replies;

/// <summary>A customer's text as it is shown: number and text masked.</summary>
/// <param name="Customer">Null: nobody is known at the number.</param>
/// <param name="From">The number, masked.</param>
/// <param name="To">The sender or number of ours that it went to.</param>
/// <param name="Keyword">The id of the bank's own keyword; null: it is none.</param>
/// <param name="Language">By whose words it was read; empty: by none's.</param>
/// <param name="Answer">The id of the message that answers it; null: none does.</param>
/// <param name="NotAnswered">Why not; null where it is answered.</param>
/// <param name="PurgedAt">Since when the text is gone, its days being over; null: it is there.</param>
/// <param name="Incomplete">Parts of it never came, or came later, as a text of their own; three dots stand for them.</param>
internal sealed record ReplyAnswer(
    string Id, string? Customer, string From, string To, string Carrier, string Text, ReplyMeaning Meaning, string? Keyword, string Language, DateTimeOffset ReceivedAt, string? Answer, Reason? NotAnswered, DateTimeOffset? PurgedAt, bool Incomplete);

/// <param name="Next">Give it as <c>cursor</c> for those that follow; null: there are no more. A page may be short, or empty, and have more after it.</param>
internal sealed record ReplyPage(IReadOnlyList<ReplyAnswer> Replies, string? Next);

/// <summary>What to search customers' texts by; all that is given must hold. In a body and not in the address, since addresses are logged.</summary>
internal sealed record ReplyQuery
{
    /// <summary>The bank's customer id.</summary>
    public string? Customer { get; init; }
    /// <summary>The number that it came from, in E.164, with or without the plus.</summary>
    public string? Number { get; init; }
    public ReplyMeaning? Meaning { get; init; }
    /// <summary>Received at or after.</summary>
    public DateTimeOffset? From { get; init; }
    /// <summary>Received before.</summary>
    public DateTimeOffset? To { get; init; }
    /// <summary><c>next</c> of the page before.</summary>
    public string? Cursor { get; init; }
    /// <summary>1 to 200; 50 unless given.</summary>
    public int? Limit { get; init; }

    public override string ToString() => "reply query (redacted)";
}

/// <summary>What a customer wrote from where.</summary>
/// <param name="From">E.164, with the plus.</param>
internal sealed record RevealedReply(string Id, string From, string Text)
{
    public override string ToString() => $"revealed {Id} (redacted)";
}
