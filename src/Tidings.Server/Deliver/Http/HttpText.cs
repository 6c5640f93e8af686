using System.Net.Http.Headers;
using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Http;

/// <summary>One text as a request carries it, whatever its length. Copied: the message's place in memory may be another's when the request leaves.</summary>
/// <param name="From">The sender as it is registered.</param>
/// <param name="To">The digits of the number, with its country code and without a plus.</param>
/// <param name="Seconds">Of validity left, at least 1.</param>
/// <param name="MayLeave">Asked at the moment when the body begins to leave.</param>
/// <param name="SpokenIn">The language in which a call says it, as the template has it. Null: it is read.</param>
internal sealed record HttpText(MessageId Id, string From, string To, string Text, int Seconds, Func<bool> MayLeave, string? SpokenIn = null)
{
    /// <summary>Senders that are long numbers, with the plus that some carriers want; names and short codes as they are.</summary>
    public string FromWithPlus => From.Length > 6 && From.All(char.IsAsciiDigit) ? "+" + From : From;

    public string FromWithoutPlus => From.TrimStart('+');

    /// <summary>For how long a phone rings: voice mail mostly answers later, and no code is said when it is good for nothing.</summary>
    public int RingSeconds => Math.Clamp(Seconds, ShortestRing, LongestRing);

    const int ShortestRing = 5, LongestRing = 25;

    /// <summary>The request's body; it leaves only while it may.</summary>
    public LeavingContent Content(byte[] body, string type) => new(body, MayLeave) { Headers = { ContentType = new MediaTypeHeaderValue(type) { CharSet = "utf-8" } } };

    public override string ToString() => $"text {Id} (redacted)";
}
