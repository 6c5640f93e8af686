using System.Globalization;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Track;

namespace Tidings.Core.Decide.Limits;

/// <summary>Whether a text is one too many. Asked last, of what is written and would go: what no other rule keeps back.</summary>
internal static class LimitRun
{
    /// <returns>Null: it may go, and is counted.</returns>
    public static Reason? Refuse(in Facts facts, AlertRule alert, Message message)
    {
        if (facts.Counts is not { } counts || !Concerns(facts.Event, message))
            return null;
        var limits = facts.Book.Bank.Limits;
        var number = NumberKey(message);
        var text = TextKey(number, message);
        if (Refuses(counts, text, limits.Identical, facts.Now))
            return Must(facts, alert, counts, text, number) ? null : Identical(limits.Identical);
        if (Refuses(counts, number, limits.ToANumber, facts.Now))
        {
            counts.GiveBack(text);
            return Must(facts, alert, counts, text, number) ? null : ToANumber(limits.ToANumber);
        }
        return null;
    }

    /// <summary>A text that was counted is not sent: another rule keeps it back, or it could not be stored.</summary>
    public static void GiveBack(ITextCounts? counts, BankEvent happened, Message message)
    {
        if (counts is null || !Concerns(happened, message))
            return;
        var number = NumberKey(message);
        counts.GiveBack(TextKey(number, message));
        counts.GiveBack(number);
    }

    /// <summary>What must not wait is not held back, nor what a customer asked for, which has a limit of its own, by what may be a mistake; what no customer hears is not counted for him.</summary>
    static bool Concerns(BankEvent happened, Message message) => message.Class is > MessageClass.Security and not MessageClass.Reply && happened is { Reach: Reach.Live, Untold: false };

    static bool Refuses(ITextCounts counts, ulong key, TextLimit limit, DateTimeOffset now) => !counts.TryTake(key, limit.Most == 0 ? int.MaxValue : limit.Most, limit.Within, now);

    /// <summary>A regulator's "must be sent" goes before a limit. It counts all the same.</summary>
    static bool Must(in Facts facts, AlertRule alert, ITextCounts counts, ulong text, ulong number)
    {
        if (facts.Profile is not { } profile || facts.Book.Policies.MustSend(facts, alert, profile) is null)
            return false;
        counts.TryTake(text, int.MaxValue, facts.Book.Bank.Limits.Identical.Within, facts.Now);
        counts.TryTake(number, int.MaxValue, facts.Book.Bank.Limits.ToANumber.Within, facts.Now);
        return true;
    }

    /// <summary>Under which keys the text, and its number, are counted.</summary>
    public static (ulong Text, ulong Number) KeysOf(Message message)
    {
        var number = NumberKey(message);
        return (TextKey(number, message), number);
    }

    static ulong NumberKey(Message message) => StableHash.Of('#', message.To.Digits);

    static ulong TextKey(ulong number, Message message) => StableHash.Of('=', message.Text, number);

    static Reason Identical(TextLimit limit) => new("identical-text", $"the same text went to this number {Words(limit)}: whoever sends the events may be at fault");

    static Reason ToANumber(TextLimit limit) => new("too-many-to-number", $"texts went to this number {Words(limit)}: whoever sends the events may be at fault");

    static string Words(TextLimit limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.Most} times within {limit.Within.TotalMinutes:0.#} minutes");
}
