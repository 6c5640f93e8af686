using System.Globalization;
using Tidings.Core.Customers;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Tests.Verify.Guards;

/// <summary>Somebody has codes sent to numbers of which each text earns him something, and nobody types them.</summary>
public sealed class When_codes_are_pumped
{
    static readonly PumpingGuard Guard = new() { Mode = PumpingMode.Block };

    /// <summary>
    /// What an attack costs: those by which the country is known with what the last prefix of them got, two for each prefix, and five for each honest newcomer (a hundred here), behind whose codes so many hide at a least
    /// conversion of a fifth.
    /// </summary>
    const int Prefixes = 1_000, Newcomers = 100, MostTexts = PumpingWatch.FewestOfCountry + PumpingWatch.MostFresh + (Prefixes * 2) + (Newcomers * 5);

    static Msisdn Pumped(int prefix, int number) => new(string.Create(CultureInfo.InvariantCulture, $"4474{prefix:0000}{number:0000}"));

    static Msisdn Honest(int prefix, int number) => new(string.Create(CultureInfo.InvariantCulture, $"4475{prefix:0000}{number:0000}"));

    /// <summary>Honest customers: of ten codes nine are typed half a minute later. How many were refused.</summary>
    static int Trickle(PumpingWatch watch, int prefix, int round, DateTimeOffset now)
    {
        var goes = watch.TryTake(Honest(prefix, round), "GB", Guard, now);
        if (goes && (prefix + round) % 10 != 0)
            watch.Typed(Honest(prefix, round), "GB", Guard, now.AddSeconds(30));
        return goes ? 0 : 1;
    }

    [Theory]
    // One a minute for weeks, ten a second, all at once; from each prefix in turn, and one prefix after the other.
    [InlineData(60_000, false), InlineData(100, false), InlineData(0, false), InlineData(100, true), InlineData(0, true)]
    public void A_thousand_prefixes_get_a_stated_number_of_texts_and_honest_customers_beside_them_all(int everyMillisecond, bool oneAfterTheOther)
    {
        var watch = new PumpingWatch();
        var (now, sent, refused) = (Given.Noon, 0, 0);
        // What is sent within one window is what a window's counts can know.
        var texts = everyMillisecond == 60_000 ? 600 : 30_000;
        for (var i = 0; i < texts; i++)
        {
            now = now.AddMilliseconds(everyMillisecond);
            var prefix = oneAfterTheOther ? i / 30 : i % Prefixes;
            if (watch.TryTake(Pumped(prefix % Prefixes, i % 10_000), "GB", Guard, now))
                sent++;
            if (i % 20 == 0)
                refused += Trickle(watch, i / 20 % Newcomers, i / (20 * Newcomers), now);
        }
        Assert.InRange(sent, 100, MostTexts);
        Assert.Equal(0, refused);
    }

    [Fact]
    public void Where_a_few_codes_are_typed_in_each_pumped_prefix_it_is_found_all_the_same()
    {
        var watch = new PumpingWatch();
        var (now, sent) = (Given.Noon, 0);
        for (var i = 0; i < 200_000; i++)
        {
            now = now.AddMilliseconds(100);
            var number = Pumped(i % Prefixes, i / Prefixes);
            if (!watch.TryTake(number, "GB", Guard, now))
                continue;
            sent++;
            // The first of each prefix is an honest one, or looks like one.
            if (i < Prefixes)
                watch.Typed(number, "GB", Guard, now);
        }
        Assert.InRange(sent, 10_000, Prefixes * 50);
        Assert.Equal(Prefixes, watch.Pumped(now, 2_000).Count);
    }

    [Fact]
    public void A_prefix_alone_is_found_by_its_own_codes_and_not_before_they_could_be_typed()
    {
        var watch = new PumpingWatch();
        for (var i = 0; i < PumpingWatch.MostFresh; i++)
            Assert.True(watch.TryTake(Pumped(1, i), "GB", Guard, Given.Noon));
        // So many are on their way that no more go until it is known what became of them; it is not blocked for it.
        Assert.False(watch.TryTake(Pumped(1, 99), "GB", Guard, Given.Noon));
        Assert.Empty(watch.Pumped(Given.Noon, 10));
        for (var i = 0; i < 25; i++)
            watch.Typed(Pumped(1, i), "GB", Guard, Given.Noon.AddSeconds(40));
        Assert.True(watch.TryTake(Pumped(1, 100), "GB", Guard, Given.Noon.AddSeconds(50)));

        for (var i = 0; i < PumpingWatch.MostFresh; i++)
            watch.TryTake(Pumped(2, i), "GB", Guard, Given.Noon);
        Assert.False(watch.TryTake(Pumped(2, 100), "GB", Guard, Given.Noon.AddMinutes(3)));
        Assert.Equal("44740002", Assert.Single(watch.Pumped(Given.Noon.AddMinutes(3), 10)).Prefix);
    }

    [Fact]
    public void An_honest_newcomer_beside_an_attack_proves_himself_by_his_first_code()
    {
        var watch = new PumpingWatch();
        for (var i = 0; i < 5_000; i++)
            watch.TryTake(Pumped(i % Prefixes, i), "GB", Guard, Given.Noon);
        Assert.Equal("GB", Assert.Single(watch.Countries(Guard)));
        for (var i = 0; i < 20; i++)
        {
            Assert.True(watch.TryTake(Honest(5_000, i), "GB", Guard, Given.Noon));
            watch.Typed(Honest(5_000, i), "GB", Guard, Given.Noon);
        }
        // Another country is another.
        for (var i = 0; i < 10; i++)
            Assert.True(watch.TryTake(new($"4915112{i:00000}"), "DE", Guard, Given.Noon));
    }

    [Fact]
    public void It_ends_by_time_and_by_a_person()
    {
        var watch = new PumpingWatch();
        Flood(watch, Given.Noon);
        var later = Given.Noon.AddMinutes(3);
        Assert.False(watch.TryTake(Pumped(1, 1), "GB", Guard, later));
        Assert.False(watch.TryTake(Pumped(1, 1), "GB", Guard, later.AddHours(5)));
        Assert.True(watch.TryTake(Pumped(1, 1), "GB", Guard, later.AddHours(7)));
        Flood(watch, later.AddHours(8));
        Assert.False(watch.TryTake(Pumped(1, 1), "GB", Guard, later.AddHours(9)));
        Assert.False(watch.Unblock("4474999"));
        Assert.True(watch.Unblock("44740001"));
        Assert.True(watch.TryTake(Pumped(1, 1), "GB", Guard, later.AddHours(9)));
    }

    [Fact]
    public void What_is_blocked_stays_blocked_in_the_next_run_until_its_time_is_over()
    {
        var watch = new PumpingWatch();
        Flood(watch, Given.Noon);
        var later = Given.Noon.AddMinutes(3);
        Assert.False(watch.TryTake(Pumped(1, 1), "GB", Guard, later));
        var again = new PumpingWatch();
        again.Restore(watch.Pumped(later, 10), Guard, later.AddHours(1));
        Assert.Equal(watch.Pumped(later, 10), again.Pumped(later.AddHours(1), 10));
        Assert.False(again.TryTake(Pumped(1, 2), "GB", Guard, later.AddHours(5)));
        Assert.True(again.TryTake(Pumped(2, 1), "GB", Guard, later.AddHours(5)));
        Assert.True(again.TryTake(Pumped(1, 3), "GB", Guard, later.AddHours(7)));
        var over = new PumpingWatch();
        over.Restore(watch.Pumped(later, 10), Guard, later.AddHours(7));
        Assert.Empty(over.Pumped(later.AddHours(7), 10));
    }

    static void Flood(PumpingWatch watch, DateTimeOffset now)
    {
        for (var i = 0; i < 60; i++)
            watch.TryTake(Pumped(1, i), "GB", Guard, now);
    }

    [Fact]
    public void Limited_a_code_goes_now_and_then_and_watched_all_go_and_are_counted()
    {
        var (limited, watched) = (new PumpingWatch(), new PumpingWatch());
        Flood(limited, Given.Noon);
        var (goes, later) = (0, Given.Noon.AddMinutes(3));
        for (var minute = 0; minute < 300; minute++)
            if (limited.TryTake(Pumped(1, minute), "GB", Guard with { Mode = PumpingMode.Limit }, later.AddMinutes(minute)))
                goes++;
        Assert.Equal(9, goes);
        var only = Guard with { Mode = PumpingMode.Monitor };
        for (var i = 0; i < 60; i++)
            watched.TryTake(Pumped(1, i), "GB", only, Given.Noon);
        Assert.False(watched.TryTake(Pumped(1, 1), "GB", only, later));
        Assert.Equal(61, Assert.Single(watched.Pumped(later, 1)).Sent);
    }

    [Fact]
    public void However_many_prefixes_there_are_it_remembers_so_many_and_those_that_are_blocked()
    {
        var watch = new PumpingWatch();
        Flood(watch, Given.Noon);
        Assert.False(watch.TryTake(Pumped(1, 1), "GB", Guard, Given.Noon.AddMinutes(3)));
        for (var i = 0; i < PumpingWatch.MostPrefixes + 10; i++)
            watch.TryTake(new($"1{i:0000000000}0000"), "US", Guard, Given.Noon.AddMinutes(3));
        Assert.False(watch.TryTake(Pumped(1, 1), "GB", Guard, Given.Noon.AddMinutes(4)));
    }

    [Theory]
    [InlineData(0, 26, 0.2033), InlineData(0, 27, 0.1973), InlineData(5, 10, 0.8158), InlineData(10, 10, 1), InlineData(0, 0, 1)]
    public void The_bound_is_Wilsons(int typed, int sent, double upper)
    {
        Assert.Equal(upper, ConfidenceBound.Upper(typed, sent), 4);
        if (sent > 0)
            Assert.Equal(1 - upper, ConfidenceBound.Lower(sent - typed, sent), 4);
    }
}
