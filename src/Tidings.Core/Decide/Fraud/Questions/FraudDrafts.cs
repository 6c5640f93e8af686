using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>Writes the texts of a question.</summary>
internal static class FraudDrafts
{
    /// <param name="numbered">The customer is to name the question's number: another one is open.</param>
    /// <param name="to">Null: the customer's first number.</param>
    /// <param name="why">The weightiest reason. Null: it is not said.</param>
    public static void Write(in Facts facts, CompiledRule rule, FraudQuestion question, CustomerProfile profile, IReadOnlyList<Reason> reasons, bool numbered, ref Findings found, Msisdn? to = null, FraudReasonTold? why = null)
    {
        if ((to ?? (profile.Phones.Count > 0 ? profile.Phones[0] : null)) is not { } phone)
        {
            found.Add(rule.NoPhone);
            return;
        }
        var bank = facts.Book.Bank;
        var language = profile.Language.Length > 0 ? profile.Language : bank.DefaultLanguage;
        var happened = question.Asked.AsEvent(facts.Event) with { Status = question.Asked.Declined ? "declined" : null, Reason = why?.WordsIn(language, bank.DefaultLanguage) };
        var draft = new Draft
        {
            Rule = rule.Rule, To = phone, Language = language, TimeZone = TimeZones.Of(profile.TimeZone, bank).Id,
            ValidUntil = facts.Now + rule.Rule.Validity, Reasons = reasons, Bank = bank, Event = happened, Profile = profile, Account = question.Asked.Account == facts.Account?.Id ? facts.Account : null,
            Number = numbered ? question.Number : null, Payments = question.Gathered.Length > 0 ? question.Gathered.Length + 1 : null,
        };
        Recipients.Write(facts, rule, draft, ref found);
    }
}
