using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Core.Track.Replies;
using Tidings.Core.Track.Replies.Keywords;

namespace Tidings.Server.Track.Replies;

/// <summary>A customer's text as the event that his partition decides.</summary>
internal static class ReplyEvents
{
    /// <summary>The source of these events. Nobody outside can send one: no door takes the type.</summary>
    public const string Source = "tidings:replies";

    /// <summary>A text that the reading stumbles over is recorded as not understood. Were it to end the turn, its carrier would bring it again for ever, and hold up all others.</summary>
    static KeywordReading Read(KeywordBook keywords, string text)
    {
        try
        {
            return keywords.Read(text);
        }
#pragma warning disable CA1031 // Whatever it is, it must not come back.
        catch (Exception failure) when (failure is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return KeywordReading.Unclear;
        }
    }

    /// <summary>What the carrier's id or time tells apart is no repetition; what it does not is one for as long as events are known.</summary>
    public static bool HasCarriersId(WholeText whole) => whole.First.Time.Length > 0;

    public static ulong FingerprintOf(WholeText whole)
    {
        var first = whole.First;
        return EventKey.Of($"{first.Carrier}\n{first.From.Digits}", $"{first.To.ToLowerInvariant()}\n{first.Time}\n{first.Reference}", whole.Text ?? Convert.ToHexString(first.UserData));
    }

    /// <param name="customers">The one who is answered first. Empty: nobody is known.</param>
    /// <param name="repeatWithin">For how long the same is a repetition where the carrier gives no time.</param>
    /// <param name="answered">What the carriers know that we have.</param>
    public static IReadOnlyList<BankEvent> Of(WholeText whole, KeywordBook keywords, IReadOnlyList<string> customers, TimeSpan repeatWithin, AnsweredTexts answered, DateTimeOffset now)
    {
        var last = whole.Last;
        var fingerprint = FingerprintOf(whole);
        var read = whole.Text is { } text ? Read(keywords, text) : new(ReplyMeaning.Unreadable, null, "");
        // What comes after the rest of it was read asks for nothing more; but STOP is heeded where it was not yet.
        if (whole.Missing == Missing.Beginning && (read.Meaning != ReplyMeaning.Stop || whole.Parts is { SaidStop: true }))
            read = new(ReplyMeaning.Courtesy, null, "");
        var timed = HasCarriersId(whole);
        var id = timed ? $"{fingerprint:x16}" : whole.Rows is [var first, ..] ? first : Guid.CreateVersion7(now).ToString("N");
        // Which of them was asked about a payment is known where it is decided alone.
        var all = read.Meaning is ReplyMeaning.Stop or ReplyMeaning.Start || (customers.Count > 1 && read.Meaning is ReplyMeaning.Unclear or ReplyMeaning.Courtesy && whole.Text is { } said && AnswerWords.Read(said).Yes is not null);
        string[] concerned = customers.Count == 0 ? [Strangers.Of(last.From)] : all ? [.. customers] : [customers[0]];
        return [.. concerned.Select((customer, i) => new BankEvent
        {
            Source = Source, Id = id, Type = EventTypes.ReplyReceived, Time = now, Customer = customer,
            Reply = new()
            {
                Text = whole.Text ?? "", From = last.From, To = last.To, Carrier = last.Carrier, Meaning = read.Meaning, Keyword = read.Own, Language = read.Language,
                Fingerprint = fingerprint, RepeatWithin = timed ? TimeSpan.Zero : repeatWithin, Sharers = concerned.Length, Answered = i == 0, FirstWasTaken = answered.Has(fingerprint), Incomplete = whole.Missing != Missing.Nothing,
            },
        })];
    }
}
