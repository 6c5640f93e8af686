using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Fraud.Rules;

public sealed class When_a_payment_is_judged
{
    /// <summary>Three rules that hold for 40 or more: one in each mode.</summary>
    const string ThreeModes = """
        "rules":[{"id":"live","mode":"live","points":30,"when":[{"of":"amount","is":"at-least","value":40}]},
                 {"id":"shadow","mode":"shadow","points":25,"when":[{"of":"amount","is":"at-least","value":40}]},
                 {"id":"off","mode":"off","points":500,"when":[{"of":"amount","is":"at-least","value":40}]}]
        """;

    static string OneRule(string condition, double points = 60) => $$"""
        "rules":[{"id":"one","mode":"live","points":{{points}},"when":[{{condition}}]}],
        "lists":[{"id":"some","entries":["Corner Bakery",{"value":"Blue River","until":"2026-11-26T12:00:00Z"},{"value":"Red Rock","until":"2026-11-26T12:00:00.0000001Z"}]}]
        """;

    static bool Holds(string condition, Func<BankEvent, BankEvent>? change = null, params ReadOnlySpan<(FraudFeature, float)> features) =>
        Books.Live(OneRule(condition)).Judge(Trees.Vector(features), Books.Paid(change), Books.Noon) is { Advice: FraudAdvice.Ask, Held: ["one"] };

    [Fact]
    public void Live_rules_add_to_the_points_and_those_in_shadow_to_what_they_would_be()
    {
        var judged = Books.Live(ThreeModes).Judge((FraudFeature.Amount, 40), (FraudFeature.HourShare, 0.5f));
        Assert.Equal((30, 55), (judged.Points, judged.ShadowPoints));
        Assert.Equal((FraudAdvice.Allow, FraudAdvice.Ask), (judged.Advice, judged.ShadowAdvice));
        Assert.Equal(["live", "shadow"], judged.Held);
        var below = Books.Live(ThreeModes).Judge((FraudFeature.Amount, 39.99f), (FraudFeature.HourShare, 0.5f));
        Assert.Equal((0, 0, 0), (below.Points, below.ShadowPoints, below.Held.Count));
    }

    [Fact]
    public void Fixed_points_count_ten_times_beside_the_rules()
    {
        var judged = Books.Live(ThreeModes).Judge((FraudFeature.Amount, 40), (FraudFeature.Dormant, 1), (FraudFeature.HourShare, 0.5f));
        Assert.Equal((40, 65), (judged.Points, judged.ShadowPoints));
    }

    [Fact]
    public void Nobody_is_asked_while_the_whole_is_in_shadow()
    {
        var judged = Books.Of($$"""{"mode":"shadow",{{OneRule("""{"of":"amount","is":"at-least","value":1}""")}}}""").Judge((FraudFeature.Amount, 40), (FraudFeature.HourShare, 0.5f));
        Assert.Equal((60, FraudAdvice.Allow, FraudAdvice.Ask), (judged.Points, judged.Advice, judged.ShadowAdvice));
    }

    [Theory]
    [InlineData(49.99, FraudAdvice.Allow), InlineData(50, FraudAdvice.Ask), InlineData(89.99, FraudAdvice.Ask), InlineData(90, FraudAdvice.Decline)]
    public void Advice_changes_at_its_threshold(double points, FraudAdvice advice) =>
        Assert.Equal(advice, Books.Live(OneRule("""{"of":"amount","is":"at-least","value":1}""", points)).Judge((FraudFeature.Amount, 40), (FraudFeature.HourShare, 0.5f)).Advice);

    [Theory]
    [InlineData(-500, 0), InlineData(1000, 1000)]
    public void Points_stay_within_their_bounds(double points, double bounded) =>
        Assert.Equal(bounded, Books.Live(OneRule("""{"of":"amount","is":"at-least","value":1}""", points)).Judge((FraudFeature.Amount, 40), (FraudFeature.Dormant, 1), (FraudFeature.HourShare, 0.5f)).Points);

    [Fact]
    public void What_is_not_known_fulfils_nothing_but_deviations_may_be_below_zero()
    {
        Assert.False(Holds("""{"of":"speed","is":"below","value":10}""", null, (FraudFeature.Speed, -1)));
        Assert.True(Holds("""{"of":"speed","is":"below","value":10}""", null, (FraudFeature.Speed, 0)));
        Assert.True(Holds("""{"of":"amount-deviations","is":"below","value":0}""", null, (FraudFeature.AmountDeviations, -1)));
        Assert.False(Holds("""{"of":"hour-share","is":"at-most","value":0.5}""", null, (FraudFeature.HourShare, -1)));
    }

    [Theory]
    [InlineData("at-least", true), InlineData("at-most", true), InlineData("above", false), InlineData("below", false)]
    public void A_bound_is_the_number_as_it_is_written(string op, bool holds) =>
        Assert.Equal(holds, Holds($$"""{"of":"hour-share","is":"{{op}}","value":0.3}""", null, (FraudFeature.HourShare, 0.3f)));

    [Fact]
    public void Facts_are_held_against_texts_without_regard_to_capitals()
    {
        Assert.True(Holds("""{"of":"merchant","is":"one-of","value":["CORNER BAKERY"]}"""));
        Assert.False(Holds("""{"of":"merchant","is":"none-of","value":["CORNER BAKERY"]}"""));
        Assert.False(Holds("""{"of":"terminal","is":"one-of","value":["T-1"]}"""));
        Assert.True(Holds("""{"of":"terminal","is":"none-of","value":["T-1"]}"""));
        Assert.True(Holds("""{"of":"terminal","is":"one-of","value":["T-1"]}""", static paid => paid with { Terminal = "T-1" }));
    }

    [Theory]
    [InlineData("type", EventTypes.TransactionPosted), InlineData("kind", "card-payment"), InlineData("channel", "pos"), InlineData("country", "DE"), InlineData("currency", "EUR"), InlineData("merchant-category", "5462")]
    [InlineData("account", "A-1"), InlineData("customer", "C-1"), InlineData("counterparty", "Ann"), InlineData("device", "Pixel 9"), InlineData("place", "Leeds"), InlineData("status", "approved")]
    public void Each_fact_is_what_the_event_says(string fact, string value) =>
        Assert.True(Holds($$"""{"of":"{{fact}}","is":"one-of","value":["{{value}}"]}""", static paid => paid with { Counterparty = "Ann", Device = "Pixel 9", Place = "Leeds", Status = "approved" }));

    [Theory]
    [InlineData("Corner Bakery", true), InlineData("corner bakery", true), InlineData("Blue River", false), InlineData("Red Rock", true), InlineData("Green Hill", false), InlineData(null, false)]
    public void An_entry_of_a_list_counts_until_its_time_and_not_from_then_on(string? merchant, bool listed)
    {
        Assert.Equal(listed, Holds("""{"of":"merchant","is":"on-list","value":"some"}""", paid => paid with { Merchant = merchant }));
        Assert.Equal(!listed, Holds("""{"of":"merchant","is":"not-on-list","value":"some"}""", paid => paid with { Merchant = merchant }));
    }

    [Fact]
    public void A_snoozed_rule_is_as_if_it_were_off_until_its_time()
    {
        var book = Books.Live("""
            "rules":[{"id":"asleep","mode":"live","points":60,"when":[{"of":"amount","is":"at-least","value":1}],"snoozedUntil":"2026-11-26T12:00:00.0000001Z"},
                     {"id":"awake","mode":"live","points":7,"when":[{"of":"amount","is":"at-least","value":1}],"snoozedUntil":"2026-11-26T12:00:00Z"}]
            """);
        var judged = book.Judge((FraudFeature.Amount, 40), (FraudFeature.HourShare, 0.5f));
        Assert.Equal((7, 7), (judged.Points, judged.ShadowPoints));
        Assert.Equal(["awake"], judged.Held);
    }

    [Fact]
    public void The_first_segment_that_fits_has_the_thresholds()
    {
        var book = Books.Live($$"""
            {{OneRule("""{"of":"amount","is":"at-least","value":1}""", 20)}},
            "segments":[{"id":"online","when":[{"of":"channel","is":"one-of","value":["online"]}],"askAt":20},
                        {"id":"abroad","when":[{"of":"country","is":"none-of","value":["DE"]}],"askAt":5,"declineAt":19}]
            """);
        FraudAdvice Advice(Func<BankEvent, BankEvent>? change = null) => book.Judge(Trees.Vector((FraudFeature.Amount, 40), (FraudFeature.HourShare, 0.5f)), Books.Paid(change), Books.Noon).Advice;
        Assert.Equal(FraudAdvice.Allow, Advice());
        Assert.Equal(FraudAdvice.Ask, Advice(static paid => paid with { Channel = "online", Country = "FR" }));
        Assert.Equal(FraudAdvice.Decline, Advice(static paid => paid with { Country = "FR" }));
    }

    [Fact]
    public void A_live_model_takes_the_place_of_fixed_points_and_one_in_shadow_does_not()
    {
        const string Rules = ThreeModes + ",\"highAmount\":1";
        var vector = Trees.Vector((FraudFeature.Amount, 101), (FraudFeature.CountDay, 4), (FraudFeature.HourShare, 0.5f));
        var learned = 100 * Trees.Small.Probability(Trees.Small.Score(vector));
        FraudJudgement Of(string mode, bool there = true) => Books.Live($"{Rules},\"model\":\"{mode}\"", there ? Trees.Small : null).Judge(vector, Books.Paid(), Books.Noon);
        Assert.Equal((learned + 30, learned + 55), (Of("live").Points, Of("live").ShadowPoints));
        Assert.Equal((50 + 30, learned + 55), (Of("shadow").Points, Of("shadow").ShadowPoints));
        Assert.Equal((50 + 30, 50 + 55), (Of("off").Points, Of("off").ShadowPoints));
        Assert.Equal((50 + 30, 50 + 55), (Of("live", there: false).Points, Of("live", there: false).ShadowPoints));
    }

    [Fact]
    public void Nothing_is_allocated_where_nobody_is_asked()
    {
        var book = Books.Live("""
            "rules":[{"id":"listed","mode":"live","points":5,"when":[{"of":"merchant","is":"on-list","value":"some"},{"of":"kind","is":"one-of","value":["card-payment"]}]},
                     {"id":"usual","mode":"shadow","points":60,"when":[{"of":"amount","is":"at-least","value":1}]}],
            "lists":[{"id":"some","entries":["CORNER BAKERY"]}],"model":"shadow",
            "segments":[{"id":"abroad","when":[{"of":"country","is":"none-of","value":["DE"]}],"askAt":30}]
            """, Trees.Large(200, 3));
        var (customer, terminal, paid, held) = (new CustomerHistory(), new CounterpartyHistory(), Books.Paid(), 0);
        for (var i = 0u; i < 200; i++)
        {
            _ = book.Judge(Payment(i), paid, customer, new(terminal, terminal), Books.Noon);
            customer.Add(Payment(i));
            terminal.Add(Payment(i));
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 200u; i < 5_000; i++)
        {
            var judged = book.Judge(Payment(200), paid, customer, new(terminal, terminal), Books.Noon);
            held += judged.Advice == FraudAdvice.Allow ? judged.Held.Count : -1_000_000;
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2 * 4_800, held);
    }

    static Payment Payment(uint i) => new() { At = 1_522_540_800 + (i * 3600), Minor = 1000 + i, Id = i + 1, Terminal = 1 + (i % 7), Merchant = 1, Latitude = 50, Longitude = 8 };

    [Fact]
    public void Where_nobody_seeks_fraud_nothing_is_on()
    {
        Assert.False(FraudBook.Off.IsOn);
        Assert.True(Books.Of("""{"mode":"shadow"}""").IsOn);
    }
}
