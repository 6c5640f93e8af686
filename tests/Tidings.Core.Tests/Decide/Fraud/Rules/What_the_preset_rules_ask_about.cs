using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Tests.Decide.Fraud.Questions;

namespace Tidings.Core.Tests.Decide.Fraud.Rules;

/// <summary>The rules that the product comes with, switched on: whoever has had a fraud must not be asked about all that he pays from then on.</summary>
public sealed class What_the_preset_rules_ask_about
{
    static readonly FraudRules Rules = PresetFraudRules.Rules with { Mode = FraudMode.Live, Currency = "GBP" };

    /// <summary>A customer with habits: his own device, a payee whom he pays.</summary>
    static AskedCustomer Usual(Counterparties spans)
    {
        var customer = new AskedCustomer(Rules, spans);
        for (var day = 0; day < 20; day++)
        {
            customer.Now += TimeSpan.FromDays(1);
            customer.Pay(20 + day, "SHOP", device: "own-phone");
            customer.Pay(30, counterparty: "LANDLORD", device: "own-phone");
        }
        Assert.Empty(customer.Questions);
        return customer;
    }

    [Fact]
    public void Not_each_payment_from_the_own_device_after_a_fraud_was_confirmed_there()
    {
        var ada = Usual(new());
        ada.Now += TimeSpan.FromHours(6);
        ada.Pay(4_000, "CROWN WATCHES", device: "own-phone");
        ada.Reply("no");
        for (var day = 0; day < 10; day++)
        {
            ada.Now += TimeSpan.FromDays(1);
            ada.Pay(22 + day, "SHOP", device: "own-phone");
        }
        Assert.Single(ada.Questions);
    }

    [Fact]
    public void Not_a_payee_whom_he_pays_since_long_though_another_was_cheated_there()
    {
        var spans = new Counterparties();
        var (ada, ben) = (Usual(spans), new AskedCustomer(Rules, spans));
        ben.Now = ada.Now;
        ben.Pay(4_000, counterparty: "LANDLORD");
        ben.Reply("no");
        ada.Pay(30, counterparty: "LANDLORD", device: "own-phone");
        Assert.Empty(ada.Questions);
        // Who has not paid him before is asked.
        var cleo = new AskedCustomer(Rules, spans) { Now = ada.Now };
        cleo.Pay(30, counterparty: "LANDLORD");
        Assert.Single(cleo.Questions);
    }
}
