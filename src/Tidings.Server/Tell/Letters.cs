using System.Globalization;
using System.Text.Json;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Verify;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Pauses;
using Tidings.Server.Operate.Access;
using Tidings.Server.Verify;

namespace Tidings.Server.Tell;

/// <summary>Makes letters of what the feed points at. Ids and states are in them, never a text, and of a number its last two digits.</summary>
internal sealed class Letters(IStore store, VerificationIds verifications)
{
    /// <summary>Null: nothing is told of it, or what it points at is gone (its customer was erased).</summary>
    public async ValueTask<Letter?> Of(FeedEntry entry, CancellationToken cancel)
    {
        if (entry.Kind == FeedKind.Class)
            return await OfClass(entry, cancel);
        if (await store.ReadMessage(entry.Message, cancel) is not { } facts)
            return null;
        var decided = DecidedEvents.Of(facts.Row);
        return entry.Kind switch
        {
            FeedKind.Submission or FeedKind.Receipt => OfMessage(facts, decided, entry),
            FeedKind.Suppression when entry.Part < decided.Suppressions.Count => OfSuppression(decided.Suppressions[entry.Part], decided, entry),
            FeedKind.Preferences => Make(TellEvents.Preferences, new(decided.Customer, Reference(decided), Kind(decided)), entry),
            FeedKind.Verification when decided.Verification is { Act: VerificationAct.Start } begun => await OfBeginning(begun, decided, entry, cancel),
            FeedKind.Verification when decided.Verification is { } ended => await OfVerification(ended, decided, entry, cancel),
            FeedKind.Verification when entry.Part < decided.Closed?.Count => await OfVerification(decided.Closed[entry.Part], decided, entry, cancel),
            FeedKind.Fraud when entry.Part < decided.Questions?.Count => OfQuestion(decided.Questions[entry.Part], decided, entry),
            FeedKind.Reply when decided.Reply is { } reply => OfReply(reply, decided, facts.Row, entry),
            _ => null,
        };
    }

    /// <summary>The same for the same fact, so that a receiver knows repetitions.</summary>
    public static string IdOf(FeedEntry entry)
    {
        var kind = entry.Kind switch { FeedKind.Submission => 's', FeedKind.Receipt => 'r', FeedKind.Suppression => 'n', FeedKind.Reply => 'h', FeedKind.Verification => 'v', FeedKind.Class => 'c', FeedKind.Fraud => 'f', _ => 'p' };
        return string.Create(CultureInfo.InvariantCulture, $"{entry.Message}-{kind}{entry.Part}-{entry.At.ToUnixTimeMilliseconds() * 1000 + entry.At.Microsecond:x}");
    }

    static Letter? OfMessage(MessageFacts facts, DecidedEvent decided, FeedEntry entry)
    {
        if (DecidedEvents.Message(facts.Row, decided, entry.Message) is not { } message || ToldState.Of(facts, entry.Message, message, entry) is not var (told, timeline))
            return null;
        return Make(told, new(decided.Customer, Reference(decided), Kind(decided))
        {
            Message = entry.Message.ToString(), State = timeline.State, Alert = message.Alert, Class = message.Class, To = message.To.ToString(),
            Error = told is TellEvents.Failed or TellEvents.Expired ? timeline.Entries.LastOrDefault(static line => line.Error is not null)?.Error : null,
        }, entry);
    }

    static Letter OfSuppression(Suppression suppression, DecidedEvent decided, FeedEntry entry) =>
        Make(TellEvents.Suppressed, new(decided.Customer, Reference(decided), Kind(decided))
        {
            Alert = suppression.Alert, Class = suppression.Class, Reason = suppression.Reason.Code,
        }, entry);

    static Letter OfReply(InboundReply reply, DecidedEvent decided, JournalRow row, FeedEntry entry) =>
        Make(TellEvents.Reply, new(decided.Customer, Reference(decided), Kind(decided))
        {
            Reply = row.Id.ToString(), Meaning = reply.Meaning, Keyword = reply.Keyword, From = reply.From.ToString(),
            Message = decided.Messages.Count > 0 ? row.Id.ToString() : null, Reason = decided.Messages.Count == 0 && decided.Suppressions is [var not, ..] ? not.Reason.Code : null,
        }, entry);

    async ValueTask<Letter> OfVerification(DecidedVerification ended, DecidedEvent decided, FeedEntry entry, CancellationToken cancel) =>
        Make(TellEvents.Verification, new(decided.Customer, Reference(decided), Kind(decided))
        {
            Verification = await verifications.Of(ended.Start, ended.Key, cancel), Purpose = ended.Purpose, Status = ended.Status, To = ended.To, Means = Verify.AuthenticatorShown.Word(ended.Means),
        }, entry);

    static Letter OfQuestion(DecidedQuestion question, DecidedEvent decided, FeedEntry entry) =>
        Make(question.Status switch
        {
            QuestionStatus.Open => TellEvents.FraudAsked,
            QuestionStatus.Denied => TellEvents.FraudDenied,
            QuestionStatus.Confirmed => TellEvents.FraudConfirmed,
            _ => TellEvents.FraudUnanswered,
        }, new(decided.Customer, Reference(decided), Kind(decided))
        {
            Question = (question.Row == default ? entry.Message : question.Row).ToString(), Answer = question.Status, Points = Math.Round(question.Points, 1), Reasons = question.Reasons, Payments = question.Payments,
            Payment = new(question.Source, question.Event), AskedBecause = question.AskedBecause,
        }, entry);

    /// <summary>The row is its own beginning; the event by which it began is the letter's.</summary>
    async ValueTask<Letter> OfBeginning(DecidedVerification begun, DecidedEvent decided, FeedEntry entry, CancellationToken cancel) =>
        Make(TellEvents.VerificationBegun, new(decided.Customer, Reference(decided), Kind(decided))
        {
            Verification = await verifications.Of(entry.Message, begun.Key, cancel), Purpose = begun.Purpose, Status = begun.Status, To = begun.To, Means = Verify.AuthenticatorShown.Word(begun.Means),
        }, entry);

    /// <summary>Who has paused it, and in which words, is for those who may see the class. A version is empty where it goes on.</summary>
    async ValueTask<Letter?> OfClass(FeedEntry entry, CancellationToken cancel)
    {
        var of = (MessageClass)entry.Part;
        var version = (await store.ReadDocuments(PausedClass.Kind, allVersions: true, cancel)).FirstOrDefault(row => row.Id == ClassWords.Of(of) && row.Version == entry.Message.Value);
        if (version is null)
            return null;
        var reason = version.Body.IsEmpty ? null : PausedClass.Of(version.Body.Span).By == PausedClass.BySystem ? "surge" : "by-hand";
        return Make(reason is null ? TellEvents.ClassResumed : TellEvents.ClassPaused, new(null, null, null) { Class = of, Reason = reason }, entry);
    }

    static Letter Make(string told, LetterData data, FeedEntry entry) =>
        new(IdOf(entry), told, data.Customer ?? Letter.OfNobody, JsonSerializer.SerializeToUtf8Bytes(new(told, entry.At, data), LetterJson.Default.LetterBody));

    static LetterEvent Reference(DecidedEvent decided) => new(decided.Source, decided.EventId);

    static string Kind(DecidedEvent decided) => AccessWords.Of(decided.Reach);
}
