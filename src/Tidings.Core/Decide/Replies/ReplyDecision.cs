using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Track.Replies;

namespace Tidings.Core.Decide.Replies;

/// <summary>
/// A customer's text has its effect, and an answer or the reason why there is none. What it means was read before; here is only what it does. The effect never depends on the answer: who has been answered
/// often enough, or cannot be, is heeded all the same.
/// </summary>
internal static class ReplyDecision
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);
    /// <summary>Fewer digits are no phone's but a short code's: somebody's machine.</summary>
    const int FewestDigits = 7;

    public static void Decide(in Facts facts, ref Findings found)
    {
        if (facts.Event.Reply is not { } reply)
            return;
        var known = facts.Profile is not null && !Strangers.IsOne(facts.State.Id);
        var effect = !known ? ReplyEffect.None : reply.Meaning switch
        {
            ReplyMeaning.Stop => ReplyEffect.Stopped,
            ReplyMeaning.Start => ReplyEffect.Started,
            _ => ReplyEffect.None,
        };
        var answer = Asked(facts, reply, known, ref found) ?? Answer(facts, reply, known, ref found);
        found.Add(new ReplyHeard(new(reply.Fingerprint, HeardReply.NumberOf(reply.From), facts.Now.UtcTicks, answer), effect));
    }

    /// <summary>What answers a text about an unusual payment; null: it is about none.</summary>
    static AnswerKind? Asked(in Facts facts, InboundReply reply, bool known, ref Findings found)
    {
        if (!known || facts.State.Fraud is null)
            return null;
        // Of those who share the number the one who was asked is answered, whoever was texted last.
        var (seen, his) = (facts, reply with { Answered = true });
        return FraudReplies.Decide(facts, reply, facts.Profile!, rule => NotAnswered(seen, his, rule), ref found);
    }

    static AnswerKind Answer(in Facts facts, InboundReply reply, bool known, ref Findings found)
    {
        var rule = known ? ReplyAnswers.For(reply.Meaning, reply.Keyword, facts.Book) : ReplyAnswers.Unknown;
        if (rule is null)
            found.Add(ReplyAnswers.Unclear.Suppressed("asks-nothing", $"it was read as {Said(reply)}, which asks for no answer"));
        else if (rule == ReplyAnswers.Unclear && reply.Sharers > 1)
            found.Add(rule.Suppressed("shared-number", "it was told to all who share the number, for the one who was asked about a payment"));
        else if (NotAnswered(facts, reply, rule) is { } why)
            found.Add(why);
        else if (Written(facts, reply, rule, known, ref found))
            return rule == ReplyAnswers.Unknown ? AnswerKind.Unknown : rule == ReplyAnswers.Unclear ? AnswerKind.Unclear : AnswerKind.Asked;
        return AnswerKind.None;
    }

    /// <returns>Null: it may be answered.</returns>
    static Suppression? NotAnswered(in Facts facts, InboundReply reply, CompiledRule rule)
    {
        var heard = facts.State.Heard;
        var (number, now) = (HeardReply.NumberOf(reply.From), facts.Now);
        if (reply.From.Digits.Length < FewestDigits)
            return rule.Suppressed("short-number", "it came from a short number, which is nobody's phone");
        if (!reply.Answered)
            return rule.Suppressed("shared-number", "another customer with the same number is answered");
        if (rule == ReplyAnswers.Stop && facts.State.Stopped)
            return rule.Suppressed("already-stopped", "texts are ended already, which was confirmed once");
        if (rule == ReplyAnswers.Unknown && (HeardReply.IsFull(heard, now - Day) || HeardReply.Answered(heard, number, AnswerKind.Unknown, now - Day) > 0))
            return rule.Suppressed("answered-today", "an unknown number is answered once a day");
        if (rule == ReplyAnswers.Unclear && HeardReply.Answered(heard, number, AnswerKind.Unclear, now - Hour) > 0)
            return rule.Suppressed("answered-before", "that a text was not understood is said once an hour");
        if (HeardReply.IsFull(heard, now - Hour) || HeardReply.Answered(heard, number, null, now - Hour) >= facts.Book.Keywords.List.AnswersAnHour)
            return rule.Suppressed("answered-enough", $"a number is answered {facts.Book.Keywords.List.AnswersAnHour} times an hour");
        return null;
    }

    static bool Written(in Facts facts, InboundReply reply, CompiledRule rule, bool known, ref Findings found)
    {
        var bank = facts.Book.Bank;
        // Who is not known is written to in the language in which he wrote.
        var profile = known ? facts.Profile! : new CustomerProfile { Id = facts.State.Id, Name = "", Phones = [reply.From], Language = reply.Language, TimeZone = "" };
        var language = profile.Language.Length > 0 ? profile.Language : bank.DefaultLanguage;
        var says = known && (rule == ReplyAnswers.Stop || rule == ReplyAnswers.Info);
        Draft draft = new()
        {
            Rule = rule.Rule, To = reply.From, Language = language, TimeZone = TimeZones.Of(profile.TimeZone, bank).Id, ValidUntil = facts.Now + rule.Rule.Validity,
            Reasons = [new("reply", $"an answer to a text that was read as {Said(reply)}")], Bank = bank, Event = facts.Event, Profile = profile,
            Stays = says ? facts.Book.Keywords.Names(StopReach.Stays(facts, profile), language, bank.DefaultLanguage) : null,
            Stopped = reply.Meaning == ReplyMeaning.Stop || (facts.State.Stopped && reply.Meaning != ReplyMeaning.Start),
        };
        var before = found.DraftCount;
        Recipients.Write(facts, rule, draft, ref found);
        return found.DraftCount > before;
    }

    static string Said(InboundReply reply) => reply.Keyword ?? reply.Meaning.ToString().ToLowerInvariant();
}
