using System.Text;
using System.Text.Json.Nodes;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide.Policies;

/// <summary>A bank with the policies of a test. The customer's number is of the United States and the bank is at home in Germany, unless a test says otherwise.</summary>
internal static class PolicyBank
{
    public const string CardAlert = "card-payment";

    /// <summary>A rule's JSON: what every rule must have, and what the test is about over it.</summary>
    public static string Rule(string id, string effect, string rest = "", string jurisdiction = "US")
    {
        var rule = JsonNode.Parse($$"""{"id":"{{id}}","jurisdiction":"{{jurisdiction}}","effect":"{{effect}}","source":"a test","confidence":"primary-text-read"}""")!.AsObject();
        foreach (var member in JsonNode.Parse("{" + rest + "}")!.AsObject().ToArray())
            rule[member.Key] = member.Value?.DeepClone();
        return rule.ToJsonString();
    }

    public static string Pack(params IEnumerable<string> rules) => $$"""{"id":"test","title":"Test","rules":[{{string.Join(",", rules)}}]}""";

    public static PolicyPack? Read(string json, List<FieldError> errors) => PolicyPackReader.Read(Encoding.UTF8.GetBytes(json), errors);

    public static IReadOnlyList<FieldError> Wrong(params IEnumerable<string> rules)
    {
        var errors = new List<FieldError>();
        Read(Pack(rules), errors);
        return errors;
    }

    public static Rulebook Book(IEnumerable<string> rules, BankSettings? bank = null, IReadOnlyList<AlertRule>? alerts = null)
    {
        var errors = new List<FieldError>();
        var pack = Read(Pack(rules.DefaultIfEmpty(Rule("OTHER", "deny", jurisdiction: "NZ"))), errors);
        Assert.Empty(errors);
        var settings = bank ?? Given.Bank;
        settings = settings with { Policies = (settings.Policies ?? new()) with { Packs = ["test"] } };
        var policies = PolicyBook.Create(settings, [pack!], errors);
        var book = Rulebook.Create(settings, alerts ?? PresetAlerts.Rules, new Given.PlainComposer(), null, errors, policies);
        Assert.Empty(errors);
        return book!;
    }

    public static Given Customer(string[] rules, BankSettings? bank = null, CustomerProfile? profile = null, IReadOnlyList<AlertRule>? alerts = null) =>
        new(profile, bank, alerts) { Book = Book(rules, bank, alerts) };

    /// <summary>What becomes of the alert of a card payment: <c>sent</c>, or why not, and the codes of what policies said.</summary>
    public static (string Outcome, string[] Said) Paid(this Given given)
    {
        var decision = given.Posted(TransactionKind.CardPayment, 10);
        var message = decision.Messages.FirstOrDefault(message => message.Alert == CardAlert);
        return message is not null
            ? ("sent", [.. message.Reasons.Where(reason => reason.Code.StartsWith("policy-", StringComparison.Ordinal)).Select(reason => $"{reason.Code} {Named(reason)}")])
            : (decision.Suppressions.Single(one => one.Alert == CardAlert).Reason is var why ? $"{why.Code} {Named(why)}" : "", []);
    }

    static string Named(Reason reason) => reason.Text.StartsWith("policy ", StringComparison.Ordinal) ? reason.Text["policy ".Length..reason.Text.IndexOf(':', StringComparison.Ordinal)] : "";

    public static CustomerProfile SwitchedOff(string alert = CardAlert) => Given.Ada with { Preferences = [new(alert, null, false, null)] };

    public static IReadOnlyList<AlertRule> Mandatory(string alert = CardAlert) => Given.PresetsWith(alert, rule => rule with { Mandatory = true });
}
