using System.Text;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Fraud.Rules;

/// <summary>Rules as a bank would write them, and payments that are judged by them.</summary>
internal static class Books
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static (FraudRules? Rules, List<FieldError> Errors) Read(string json)
    {
        var errors = new List<FieldError>();
        return (FraudRulesReader.Read(Encoding.UTF8.GetBytes(json), errors), errors);
    }

    public static FraudBook Of(string json, FraudModel? model = null)
    {
        var (rules, errors) = Read(json);
        Assert.Empty(errors);
        var book = FraudBook.Create(rules!, model, errors);
        Assert.Empty(errors);
        return book!;
    }

    /// <summary>A live document with these members beside.</summary>
    public static FraudBook Live(string members, FraudModel? model = null) => Of($$"""{"mode":"live",{{members}}}""", model);

    public static BankEvent Paid(Func<BankEvent, BankEvent>? change = null)
    {
        var paid = new BankEvent
        {
            Source = "/bank/core", Id = "E-1", Type = EventTypes.TransactionPosted, Time = Noon, Customer = "C-1", Account = "A-1", Kind = TransactionKind.CardPayment, Credit = false, Amount = new(40, "EUR"),
            Merchant = "Corner Bakery", MerchantCategory = "5462", Country = "DE", Channel = "pos",
        };
        return change is null ? paid : change(paid);
    }

    public static FraudJudgement Judge(this FraudBook book, params ReadOnlySpan<(FraudFeature, float)> features) => book.Judge(Trees.Vector(features), Paid(), Noon, explain: true);
}
