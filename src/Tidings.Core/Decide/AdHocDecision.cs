using Tidings.Core.Compose;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Preferences;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>
/// A text that somebody of the bank wrote becomes one message, under the rules of every other: the sender of the number's country, quiet hours, the customer's wishes. Its class
/// is its own, and goes after all others: what nobody has approved never passes what somebody has.
/// </summary>
internal static class AdHocDecision
{
    static readonly CompiledRule Rule = new(new()
    {
        Id = "ad-hoc", Title = "Ad-hoc message", Class = MessageClass.AdHoc, Template = AdHocRules.Template,
    });

    public static void Decide(in Facts facts, ref Findings found)
    {
        if (facts.Event.AdHoc is not { } asked)
            return;
        if (facts.Profile is not { } profile)
            found.Add(facts.State.Closed ? Rule.Closed : Rule.NotRegistered);
        else if (AdHocRules.Broken(asked.Text) is { } broken)
            found.Add(Suppressed(broken));
        else if (Wishes.Of(profile, Rule.Id, null).Enabled == false)
            found.Add(Rule.SwitchedOff);
        else if (facts.State.Stopped)
            found.Add(Rule.Stopped);
        else if (profile.Phones is not [var to, ..])
            found.Add(Rule.NoPhone);
        else if (SenderPolicy.For(facts.Book.Bank, to) is not { } from)
            found.Add(Suppressed(Refusals.NoSender));
        else
        {
            var draft = Draft(facts, profile, asked, to);
            var message = new Message
            {
                Alert = Rule.Id, Class = MessageClass.AdHoc, Template = AdHocRules.Template, To = to, From = from, Text = asked.Text,
                NotBefore = draft.NotBefore, ValidUntil = draft.ValidUntil, Reasons = draft.Reasons,
            };
            if (LimitRun.Refuse(facts, Rule.Rule, message) is { } tooMany)
                found.Add(Suppressed(tooMany));
            else
                found.Add(draft, message);
        }
    }

    static Draft Draft(in Facts facts, CustomerProfile profile, Events.AdHocText asked, Msisdn to)
    {
        var bank = facts.Book.Bank;
        var notBefore = QuietPolicy.NotBefore(MessageClass.AdHoc, profile, bank, facts.Now);
        Reason named = new("ad-hoc", $"sent by {asked.Caller}: {asked.Why}");
        return new()
        {
            Rule = Rule.Rule, To = to, Language = profile.Language, TimeZone = TimeZones.Of(profile.TimeZone, bank).Id,
            NotBefore = notBefore, ValidUntil = (notBefore ?? facts.Now) + asked.Validity,
            Reasons = notBefore is null ? [named] : [named, Recipients.Deferred],
            Bank = bank, Event = facts.Event, Profile = profile,
        };
    }

    static Suppression Suppressed(Reason why) => new(Rule.Id, MessageClass.AdHoc, why);
}
