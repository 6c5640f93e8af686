using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Core.Tests.Decide.Fraud;

public sealed class When_a_payment_is_out_of_the_ordinary
{
    /// <summary>2018-04-02, a Monday.</summary>
    const uint Start = 1_522_627_200;

    readonly CustomerHistory _customer = new();

    /// <summary>Thirty days of the same habits: ten to thirty at noon, in one city, at one shop, from one device.</summary>
    public When_a_payment_is_out_of_the_ordinary()
    {
        for (var day = 0u; day < 30; day++)
            _customer.Add(Usual(day, 1000 + (day % 5 * 500)));
    }

    static Payment Usual(uint day, long minor = 2000) => new()
    {
        At = Start + (day * Seconds.Day) + (12 * Seconds.Hour), Minor = minor, Terminal = 11, Merchant = 21, Payee = 31, Device = 41, Country = 51, Latitude = 50, Longitude = 8,
    };

    float Of(FraudFeature feature, Payment payment)
    {
        var features = new float[FraudFeatures.Count];
        FeatureVector.Fill(payment, _customer, default, features);
        return features[(int)feature];
    }

    [Fact]
    public void An_amount_is_held_against_the_customers_own()
    {
        Assert.InRange(Of(FraudFeature.AmountToMean, Usual(30, 10_000)), 4.9f, 5.1f);
        Assert.InRange(Of(FraudFeature.AmountDeviations, Usual(30, 10_000)), 10, 13);
        Assert.InRange(Of(FraudFeature.AmountDeviations, Usual(30, 2000)), -0.2f, 0.2f);
        Assert.True(Of(FraudFeature.AmountRobustDeviations, Usual(30, 10_000)) > 3);
        Assert.InRange(Of(FraudFeature.AmountRobustDeviations, Usual(30, 2000)), -1, 1);
        Assert.InRange(Of(FraudFeature.ShareOfLargest, Usual(30, 6_000)), 1.99f, 2.01f);
    }

    [Fact]
    public void One_that_was_unusual_hardly_moves_what_is_usual_but_is_remembered_for_a_while()
    {
        var before = Of(FraudFeature.AmountToMean, Usual(31, 10_000));
        Assert.Equal(0, Of(FraudFeature.UnusualLately, Usual(30)));
        _customer.Add(Usual(30, 100_000));
        Assert.InRange(Of(FraudFeature.AmountToMean, Usual(31, 10_000)), before * 0.9f, before);
        var lately = Of(FraudFeature.UnusualLately, Usual(30));
        Assert.True(lately > 5);
        Assert.InRange(Of(FraudFeature.UnusualLately, Usual(37)), lately * 0.49f, lately * 0.51f);
    }

    [Fact]
    public void What_was_not_used_before_is_new_and_what_is_not_known_is_neither()
    {
        Assert.Equal(0, Of(FraudFeature.NewPayee, Usual(30)));
        Assert.Equal(1, Of(FraudFeature.NewPayee, Usual(30) with { Payee = 32 }));
        Assert.Equal(-1, Of(FraudFeature.NewPayee, Usual(30) with { Payee = 0 }));
        Assert.Equal((1, 1, 1, 1), (Of(FraudFeature.NewMerchant, Usual(30) with { Merchant = 22 }), Of(FraudFeature.NewDevice, Usual(30) with { Device = 42 }),
            Of(FraudFeature.NewCountry, Usual(30) with { Country = 52 }), Of(FraudFeature.NewTerminal, Usual(30) with { Terminal = 12 })));
    }

    [Fact]
    public void The_sixteenth_payee_is_remembered_and_the_seventeenth_drives_out_the_one_that_was_not_paid_for_longest()
    {
        for (var other = 0u; other < 15; other++)
            _customer.Add(Usual(30) with { Payee = 100 + other });
        Assert.Equal(0, Of(FraudFeature.NewPayee, Usual(31)));
        _customer.Add(Usual(30) with { Payee = 100 + 15 });
        Assert.Equal(1, Of(FraudFeature.NewPayee, Usual(31)));
        Assert.Equal(0, Of(FraudFeature.NewPayee, Usual(31) with { Payee = 100 }));
    }

    [Fact]
    public void A_stranger_is_taken_for_known_as_seldom_as_is_stated()
    {
        var taken = Enumerable.Range(1_000, 200_000).Count(print => Of(FraudFeature.NewMerchant, Usual(30) with { Merchant = (ulong)print }) == 0);
        Assert.InRange(taken, 0, 20);
    }

    [Fact]
    public void Places_give_a_speed()
    {
        // Frankfurt to Singapore, some 10,300 km, in two hours.
        Assert.InRange(Of(FraudFeature.Speed, Usual(29) with { At = Usual(29).At + 7200, Latitude = 1.3f, Longitude = 103.8f }), 5_000, 5_300);
        Assert.Equal(0, Of(FraudFeature.Speed, Usual(30)));
        Assert.Equal(-1, Of(FraudFeature.Speed, Usual(30) with { Latitude = float.NaN }));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(6 * 3600 + 3599, 0, 1)]
    [InlineData(7 * 3600, 0, 0)]
    [InlineData(7 * 3600, -60, 1)]
    [InlineData(23 * 3600, 60, 1)]
    public void Night_is_before_seven_by_the_customers_clock(uint second, short offset, float night) =>
        Assert.Equal(night, Of(FraudFeature.Night, Usual(30) with { At = Start + (30 * Seconds.Day) + second, OffsetMinutes = offset }));

    [Fact]
    public void An_hour_at_which_he_never_pays_is_unusual_and_so_is_silence_for_months()
    {
        Assert.True(Of(FraudFeature.HourShare, Usual(30)) > 0.7);
        Assert.True(Of(FraudFeature.HourShare, Usual(30) with { At = Start + (30 * Seconds.Day) + (3 * Seconds.Hour) }) < 0.05);
        Assert.Equal((0, 1), (Of(FraudFeature.Dormant, Usual(119)), Of(FraudFeature.Dormant, Usual(120))));
        Assert.Equal(-1, FirstEver()[(int)FraudFeature.DaysSinceLast]);
    }

    [Fact]
    public void Of_a_customer_who_is_new_nothing_is_called_unusual()
    {
        var features = FirstEver();
        Assert.All(features, static value => Assert.True(float.IsFinite(value)));
        Assert.Equal((0, 0, -1, 0), (features[(int)FraudFeature.AmountDeviations], features[(int)FraudFeature.AmountRobustDeviations], features[(int)FraudFeature.AmountToMean], features[(int)FraudFeature.Dormant]));
    }

    static float[] FirstEver()
    {
        var features = new float[FraudFeatures.Count];
        FeatureVector.Fill(Usual(0), new(), default, features);
        return features;
    }
}
