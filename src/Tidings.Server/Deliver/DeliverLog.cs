using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver;

internal static partial class DeliverLog
{
    [LoggerMessage(2001, LogLevel.Information, "Bind {Bind} is ours under epoch {Epoch}; sends after {Wait}")]
    public static partial void Taken(ILogger log, string bind, long epoch, TimeSpan wait);

    [LoggerMessage(2002, LogLevel.Information, "Bind {Bind}: {Again} segments in doubt go again, {Dropped} do not")]
    public static partial void InDoubt(ILogger log, string bind, int again, int dropped);

    [LoggerMessage(2003, LogLevel.Information, "Bind {Bind} is bound")]
    public static partial void Bound(ILogger log, string bind);

    [LoggerMessage(2004, LogLevel.Warning, "Bind {Bind}: no session ({Why}); again in {Pause}")]
    public static partial void NotBound(ILogger log, string bind, string why, TimeSpan pause);

    [LoggerMessage(2005, LogLevel.Warning, "Bind {Bind}: the session ended ({Reason}) with {Unanswered} segments unanswered")]
    public static partial void Ended(ILogger log, string bind, EndReason reason, int unanswered);

    [LoggerMessage(2006, LogLevel.Warning, "Bind {Bind} has another owner: it sends nothing more")]
    public static partial void Fenced(ILogger log, string bind);

    [LoggerMessage(2007, LogLevel.Error, "Bind {Bind}: the store does not take commits; nothing is sent until it does")]
    public static partial void StoreFailed(ILogger log, string bind, Exception failure);

    [LoggerMessage(2008, LogLevel.Error, "Bind {Bind} broke; it starts afresh")]
    public static partial void Broke(ILogger log, string bind, Exception failure);

    [LoggerMessage(2009, LogLevel.Information, "Bind {Bind} is drained: {Unanswered} segments without an answer")]
    public static partial void Drained(ILogger log, string bind, int unanswered);

    [LoggerMessage(2010, LogLevel.Information, "Carrier {Carrier}: {Messages} messages read back from the store")]
    public static partial void Refilled(ILogger log, string carrier, int messages);

    [LoggerMessage(2011, LogLevel.Error, "Carrier {Carrier}: reading due messages failed; again in a moment")]
    public static partial void RefillFailed(ILogger log, string carrier, Exception failure);

    [LoggerMessage(2012, LogLevel.Warning, "Bind {Bind} did not answer a pulse")]
    public static partial void NoPulse(ILogger log, string bind, Exception failure);

    [LoggerMessage(2013, LogLevel.Warning, "Carrier {Carrier}: {Count} receipts match no message that is known")]
    public static partial void Unmatched(ILogger log, string carrier, int count);

    [LoggerMessage(2014, LogLevel.Information, "Bind {Bind}: an inbound message that is no receipt was not understood")]
    public static partial void NotUnderstood(ILogger log, string bind);

    [LoggerMessage(2016, LogLevel.Warning, "Bind {Bind}: {Segments} segments in a row had no answer; the session is given up")]
    public static partial void Silent(ILogger log, string bind, int segments);

    [LoggerMessage(2017, LogLevel.Error, "Carrier {Carrier}: the stored row {Row} cannot be opened ({Failure}); its messages do not leave")]
    public static partial void Unreadable(ILogger log, string carrier, Core.Messages.MessageId row, string failure);

    [LoggerMessage(2018, LogLevel.Warning, "Bind {Bind}: an inbound message is foreign ({Why}); nothing is done by it")]
    public static partial void IsForeign(ILogger log, string bind, Track.Foreign why);

    [LoggerMessage(2019, LogLevel.Error, "Carrier {Carrier}: message {Message} is withheld at the exit: {Why}")]
    public static partial void IsWithheld(ILogger log, string carrier, Core.Messages.MessageId message, string why);

    [LoggerMessage(1911, LogLevel.Error, "What waits for customers who were closed could not be ended ({Failure}); again in a moment")]
    public static partial void ClosingFailed(ILogger log, string failure);

    [LoggerMessage(1912, LogLevel.Error, "Bind {Bind}: the store had a fact under a number that an answer was to have; the answer is recorded under the next")]
    public static partial void Renumbered(ILogger log, string bind);

    [LoggerMessage(1913, LogLevel.Error, "A carrier's own sender cannot stand above its texts: {Why}")]
    public static partial void NotRegistered(ILogger log, string why);

    [LoggerMessage(1972, LogLevel.Warning, "Carrier {Carrier} is reached in clear: who is on the way reads numbers, texts and the password, and can speak as the carrier. Tls:Enabled, or a tunnel, ends it")]
    public static partial void InClear(ILogger log, string carrier);

    [LoggerMessage(1910, LogLevel.Warning, "Carrier {Carrier}: its breaker is {State}")]
    public static partial void BreakerChanged(ILogger log, string carrier, Core.Deliver.Routing.BreakerState state);

    [LoggerMessage(2015, LogLevel.Warning, "Bind {Bind}: looking up receipts in the store failed; the carrier will send them again")]
    public static partial void LookupFailed(ILogger log, string bind, Exception failure);

    [LoggerMessage(2021, LogLevel.Error, "The store lacks rows that say what was sent: {Texts} texts of before count as perhaps sent, and {Ended} of them do not go again")]
    public static partial void AnswersMissing(ILogger logger, int texts, int ended);
}
