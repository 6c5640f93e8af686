using MemoryPack;
using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide.Fraud.Rules;

namespace Tidings.Core.Tests.Decide.Fraud;

public sealed class When_an_event_is_a_payment
{
    static readonly FraudRules Rules = new() { Currency = "EUR", Rates = new Dictionary<string, double> { ["GBP"] = 1.25 } };

    static Payment? Of(Func<BankEvent, BankEvent> change) => PaymentOf.Event(Books.Paid(change), 7, Rules, 60);

    [Fact]
    public void Its_terminal_and_place_are_what_fraud_is_sought_by()
    {
        var paid = Of(static paid => paid with { Terminal = "T-1", Coordinates = new(52.5f, 13.4f) })!.Value;
        Assert.Equal((52.5f, 13.4f, 7UL, (short)60, 4000L), (paid.Latitude, paid.Longitude, paid.Id, paid.OffsetMinutes, paid.Minor));
        Assert.NotEqual(0UL, paid.Terminal);
        Assert.Equal(paid.Terminal, Of(static paid => paid with { Terminal = "T-1" })!.Value.Terminal);
        Assert.NotEqual(paid.Terminal, Of(static paid => paid with { Terminal = "T-2" })!.Value.Terminal);
        // A terminal and a device of the same name are two things.
        Assert.NotEqual(paid.Terminal, Of(static paid => paid with { Device = "T-1" })!.Value.Device);
    }

    [Fact]
    public void Of_what_the_event_does_not_say_nothing_is_known()
    {
        var paid = Of(static paid => paid with { Merchant = null, Country = "" })!.Value;
        Assert.Equal((0UL, 0UL, 0UL, 0UL, 0UL), (paid.Terminal, paid.Merchant, paid.Payee, paid.Device, paid.Country));
        Assert.True(float.IsNaN(paid.Latitude) && float.IsNaN(paid.Longitude));
    }

    [Fact]
    public void Amounts_are_of_one_currency_and_one_of_unknown_worth_is_no_payment()
    {
        Assert.Equal(5000, Of(static paid => paid with { Amount = new(40, "GBP") })!.Value.Minor);
        Assert.Null(Of(static paid => paid with { Amount = new(40, "USD") }));
        Assert.Null(Of(static paid => paid with { Amount = new(0, "EUR") }));
    }

    [Theory]
    [InlineData(TransactionKind.Deposit), InlineData(TransactionKind.TransferIn), InlineData(TransactionKind.Fee), InlineData(TransactionKind.Refund), InlineData(TransactionKind.Reversal)]
    public void What_the_customer_did_not_pay_is_none(TransactionKind kind) => Assert.Null(Of(paid => paid with { Kind = kind }));

    [Fact]
    public void Where_it_happened_is_kept_with_the_event_and_never_printed()
    {
        var told = Books.Paid(static paid => paid with { Terminal = "T-1", Coordinates = new(52.5f, 13.4f) });
        Assert.Equal(told, MemoryPackSerializer.Deserialize<BankEvent>(MemoryPackSerializer.Serialize(told)));
        Assert.DoesNotContain("52", told.Coordinates!.ToString(), StringComparison.Ordinal);
        var silent = MemoryPackSerializer.Serialize(Books.Paid());
        Assert.Null(MemoryPackSerializer.Deserialize<BankEvent>(silent)!.Coordinates);
    }

    [Fact]
    public void Nothing_that_follows_from_the_rest_goes_along_with_an_event()
    {
        // An older node reads by place: the first byte says how many there are.
        var told = typeof(BankEvent).GetProperties().Count(static property => property.CanWrite);
        Assert.Equal(told, MemoryPackSerializer.Serialize(Books.Paid())[0]);
    }
}
