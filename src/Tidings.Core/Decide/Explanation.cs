using Tidings.Core.Customers;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>What would become of an event now, with what each rule says. Nothing of it is sent, counted or remembered.</summary>
/// <param name="Book">By which it was decided.</param>
/// <param name="Profile">The customer as the decision saw him; null: he is not registered.</param>
/// <param name="Repeats">The event was accepted before: it would be known as a repetition, and nothing at all would become of it.</param>
public sealed record Explanation(Rulebook Book, CustomerProfile? Profile, Decided Decided, IReadOnlyList<PolicyOpinion> Rules, IReadOnlyList<AlertSaid> Alerts, bool Repeats);

/// <summary>What came of one alert that events of this type may trigger.</summary>
/// <param name="Outcome"><c>sent</c>, the code of the reason for which it is not, or <c>not-triggered</c>: its conditions or its threshold are not met, or it is off by default.</param>
/// <param name="Wishes">What the customer has said about it, for this account and for all.</param>
public sealed record AlertSaid(string Alert, MessageClass Class, bool Mandatory, bool OnByDefault, string Outcome, IReadOnlyList<AlertPreference> Wishes)
{
    internal static IReadOnlyList<AlertSaid> Of(Rulebook book, CustomerProfile? profile, BankEvent happened, Decided decided) =>
    [
        .. book.Rules.Where(rule => rule.Enabled && rule.IsOn(happened.Type)).Select(rule => new AlertSaid(
            rule.Id, rule.Class, rule.Mandatory, rule.OnByDefault,
            decided.Messages.Any(message => message.Alert == rule.Id) ? "sent" : decided.Suppressions.FirstOrDefault(not => not.Alert == rule.Id)?.Reason.Code ?? "not-triggered",
            [.. (profile?.Preferences ?? []).Where(wish => wish.Alert == rule.Id && (wish.Account is null || wish.Account == happened.Account))])),
    ];
}
