using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>What a state holds of the payments that its customer was told of: all that it takes to name and label them, in little room, as long as he may deny them.</summary>
public sealed class When_told_payments_are_kept
{
    public static TheoryData<string> Payments => [.. Kinds.Keys];

    static readonly Dictionary<string, BankEvent> Kinds = new(StringComparer.Ordinal)
    {
        ["a card payment"] = Plain with { CardLast4 = "4242", Country = "GB" },
        ["declined"] = Plain with { Status = "declined" },
        ["booked"] = Plain with { Type = EventTypes.TransactionPosted, Kind = TransactionKind.CardPayment, Status = null, Account = "A-1001" },
        ["a transfer"] = Plain with { Type = EventTypes.TransactionPosted, Kind = TransactionKind.TransferOut, Status = null, Merchant = null, Counterparty = "Zoë Brontë 東京", Account = "GB33BUKB20201555555555" },
        ["initiated"] = Plain with { Type = EventTypes.PaymentInitiated, Status = null, Merchant = null, Counterparty = "Mill Cafe" },
        ["with its terminal and device"] = Plain with { Terminal = "T-1", Device = "D-1", Coordinates = new(51.5f, -0.1f) },
        ["at a clock that runs ahead"] = Plain with { Time = Given.Noon.AddMinutes(3) },
        ["hours ago, in another zone"] = Plain with { Time = new DateTimeOffset(Given.Noon.UtcDateTime.AddHours(-5).AddTicks(-1_234_567), TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(-210)) },
        ["of no fraction"] = Plain with { Amount = new(100m, "GBP") },
        ["of a fraction with a nought"] = Plain with { Amount = new(12.30m, "GBP") },
        ["of much money"] = Plain with { Amount = new(499_999_999_999.99m, "JPY") },
        ["of a very small part"] = Plain with { Amount = new(0.000000000000000000001m, "JPY") },
        ["that scores"] = Plain with { Amount = new(400, "GBP"), Country = "NG" },
    };

    static BankEvent Plain => new() { Source = "/bank/cards", Id = "0f8fad5b-d9cb-469f-a165-70867728950e", Type = EventTypes.CardAuthorisation, Status = "approved", Time = Given.Noon, Customer = "C-1", Amount = new(20, "GBP"), Merchant = "SUN BOOKS" };

    [Theory, MemberData(nameof(Payments))]
    public void What_names_and_labels_a_payment_is_as_it_was(string kind)
    {
        var ada = new AskedCustomer(alerts: Given.PresetsWith("card-payment", static rule => rule with { Triggers = [.. rule.Triggers, new(EventTypes.PaymentInitiated, [])] }));
        ada.Decide(Kinds[kind]);
        var told = Assert.Single(ada.Last.Delta.Changes.OfType<PaymentTold>()).Told;
        var kept = told with { Payment = told.Payment with { OffsetMinutes = 0, Latitude = float.NaN, Longitude = float.NaN } };
        Assert.Equal(kept, Assert.Single(ada.State.Fraud!.Told));
        ada.Restore();
        var restored = Assert.Single(ada.State.Fraud!.Told);
        Assert.Equal(kept, restored);
        Assert.Equal((told.Asked.Time.Offset, told.Asked.Amount.ToString()), (restored.Asked.Time.Offset, restored.Asked.Amount.ToString()));
    }

    [Fact]
    public void Each_may_be_of_another_length()
    {
        var ada = new AskedCustomer();
        var merchants = (string[])["A", new('B', 140), "", "DDDD"];
        foreach (var merchant in merchants)
            ada.Pay(20, merchant);
        Assert.Equal([merchants[1], null, merchants[3]], ada.State.Fraud!.Told.Select(static told => told.Asked.Merchant));
        ada.Restore();
        Assert.Equal([merchants[1], null, merchants[3]], ada.State.Fraud!.Told.Select(static told => told.Asked.Merchant));
    }

    [Fact]
    public void What_he_is_asked_about_makes_room_and_the_others_stay()
    {
        var ada = new AskedCustomer();
        foreach (var merchant in (string[])["A", "B", "C"])
            ada.Pay(20, merchant);
        var all = ada.State.Fraud!.Bytes;
        ada.Reply("no");
        Assert.Equal(["A", "B"], ada.State.Fraud!.Told.Select(static told => told.Asked.Merchant));
        ada.Reply("yes");
        Assert.Equal(["A"], ada.State.Fraud!.Told.Select(static told => told.Asked.Merchant));
        Assert.True(all > 0);
    }

    [Fact]
    public void What_he_may_not_deny_any_more_is_forgotten_at_the_next_event_whatever_it_is()
    {
        var ada = new AskedCustomer();
        var before = ada.State.Fraud?.Bytes ?? 0;
        ada.Pay(20, "FIRST");
        ada.Now += TimeSpan.FromHours(1);
        ada.Pay(20, "SECOND");
        ada.Now += TimeSpan.FromHours(23) - TimeSpan.FromSeconds(1);
        Login(ada);
        Assert.Equal(2, ada.State.Fraud!.Told.Length);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is ToldForgotten);
        ada.Now += TimeSpan.FromSeconds(1);
        var two = ada.State.Fraud!.Bytes;
        Login(ada);
        Assert.Equal("SECOND", Assert.Single(ada.State.Fraud!.Told).Asked.Merchant);
        Assert.True(ada.State.Fraud!.Bytes < two);
        ada.Now += TimeSpan.FromDays(1);
        Login(ada);
        Assert.Empty(ada.State.Fraud!.Told);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is ToldForgotten);
        Login(ada);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is ToldForgotten);

        static void Login(AskedCustomer ada) => ada.Decide(new() { Source = "bank", Id = $"login-{ada.Now.Ticks}", Type = EventTypes.Login, Time = ada.Now, Customer = "C-1" });
    }
}
