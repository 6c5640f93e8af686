using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Tests.Verify.Guards;

/// <summary>A thief tries few codes at each of many accounts.</summary>
public sealed class When_wrong_codes_come_from_everywhere
{
    static readonly FailureGuard Ten = new() { Most = 10, Within = TimeSpan.FromMinutes(10), ADay = 25, For = TimeSpan.FromMinutes(15) };

    static PurposeList With(FailureGuard guard) => PresetPurposes.List with { Guards = new() { Failures = guard } };

    /// <summary>Five guesses at each of so many accounts; how many were judged.</summary>
    static int Sweep(VerificationGuards guards, FailureGuard guard, int accounts, DateTimeOffset now)
    {
        var judged = 0;
        for (var i = 0; i < accounts; i++)
        {
            var customer = new CodedCustomer($"C-{i}", purposes: With(guard)) { Guards = guards, Now = now };
            customer.Start(asked: $"C-{i}");
            for (var guess = 0; guess < 5; guess++)
                if (customer.Check("000000").Outcome == VerificationOutcome.Wrong)
                    judged++;
        }
        return judged;
    }

    [Fact]
    public void As_many_are_judged_as_the_bank_allows_and_none_after_them_whoever_is_asked_for()
    {
        var guards = new VerificationGuards(1);
        Assert.Equal(10, Sweep(guards, Ten, 20, Given.Noon));
        Assert.NotNull(guards.Failures.Trip(Given.Noon));
        var honest = new CodedCustomer("C-x", purposes: With(Ten)) { Guards = guards, Now = Given.Noon };
        var nobody = new CodedCustomer(UnknownCustomers.Of(7, numberAlone: false), known: false, purposes: With(Ten)) { Guards = guards, Now = Given.Noon };
        Assert.Equal((VerificationOutcome.TooMany, TimeSpan.FromMinutes(15)), (honest.Start().Outcome, honest.Start().RetryAfter));
        Assert.Equal((VerificationOutcome.TooMany, TimeSpan.FromMinutes(15)), (nobody.Start().Outcome, nobody.Start().RetryAfter));
        Assert.Empty(honest.Last.Messages);
    }

    [Fact]
    public void A_code_that_was_sent_before_stays_good_and_loses_no_try()
    {
        var guards = new VerificationGuards(1);
        var honest = new CodedCustomer("C-x", purposes: With(Ten with { For = TimeSpan.FromMinutes(2) })) { Guards = guards, Now = Given.Noon };
        honest.Start();
        Sweep(guards, Ten with { For = TimeSpan.FromMinutes(2) }, 20, Given.Noon);
        Assert.Equal(VerificationOutcome.TooMany, honest.Check("482913").Outcome);
        Assert.Equal((VerificationStatus.Pending, 0), (honest.Status(), honest.State.FindVerification(1)!.Wrong));
        guards.Failures.Resume();
        Assert.Equal(VerificationOutcome.Done, honest.Check("482913").Outcome);
    }

    [Fact]
    public void Right_codes_are_not_counted()
    {
        var guards = new VerificationGuards(1);
        for (var i = 0; i < 50; i++)
        {
            var customer = new CodedCustomer($"C-{i}", purposes: With(Ten)) { Guards = guards };
            customer.Start(asked: $"C-{i}");
            Assert.Equal(VerificationOutcome.Done, customer.Check("482913").Outcome);
        }
        Assert.Equal(0, guards.Failures.Wrong(FailureBreaker.Minutes - 1, Given.Noon));
    }

    [Fact]
    public void It_goes_on_by_itself_but_the_day_is_counted_on()
    {
        var (breaker, judged) = (new FailureBreaker(), 0);
        // A thief who comes again as soon as he may, for a day.
        for (var minute = 0; minute < 24 * 60; minute += 5)
            for (var guess = 0; guess < 25; guess++)
                if (breaker.TryTake(Ten, Given.Noon.AddMinutes(minute)))
                    judged++;
        Assert.Equal(25, judged);
    }

    [Fact]
    public void One_that_waits_for_a_person_waits()
    {
        var guards = new VerificationGuards(1);
        Sweep(guards, Ten with { UntilResumed = true }, 5, Given.Noon);
        Assert.Null(guards.Failures.Trip(Given.Noon)!.Until);
        Assert.Equal(0, Sweep(guards, Ten with { UntilResumed = true }, 5, Given.Noon.AddDays(2)));
        guards.Failures.Resume();
        Assert.Equal(10, Sweep(guards, Ten with { UntilResumed = true }, 5, Given.Noon.AddDays(2)));
    }

    [Fact]
    public void Where_the_bank_wants_it_whoever_begins_one_is_told_of_another_way()
    {
        var guards = new VerificationGuards(1);
        var other = Ten with { Then = HoldStep.StepUp };
        Sweep(guards, other, 5, Given.Noon);
        var honest = new CodedCustomer("C-x", purposes: With(other)) { Guards = guards };
        var told = honest.Start();
        Assert.Equal((VerificationOutcome.Barred, "guessing"), (told.Outcome, Assert.Single(told.Barred!).Why.Code));
    }

    [Fact]
    public void Of_those_who_guess_at_once_no_more_are_judged()
    {
        var breaker = new FailureBreaker();
        var taken = 0;
        Parallel.For(0, 1_000, _ =>
        {
            if (breaker.TryTake(Ten, Given.Noon))
                Interlocked.Increment(ref taken);
        });
        Assert.Equal(10, taken);
    }

    [Fact]
    public void In_no_ten_minutes_more_are_judged_than_ten_however_they_lie_across_the_minutes()
    {
        var breaker = new FailureBreaker();
        var guard = Ten with { ADay = 0, For = TimeSpan.FromMinutes(1) };
        var judged = new List<DateTimeOffset>();
        for (var second = 0; second < 3 * 3600; second += 7)
            if (Given.Noon.AddSeconds(second) is var now && breaker.TryTake(guard, now))
                judged.Add(now);
        Assert.True(judged.Count > 100);
        for (var i = 10; i < judged.Count; i++)
            Assert.True(judged[i] - judged[i - 10] >= guard.Within, $"{judged[i - 10]:T} to {judged[i]:T}");
    }

    [Fact]
    public void What_was_counted_is_as_it_was_after_it_was_stored_and_a_clock_that_is_put_back_forgets_nothing()
    {
        var breaker = new FailureBreaker();
        for (var i = 0; i < 7; i++)
            Assert.True(breaker.TryTake(Ten, Given.Noon));
        var (newest, counts) = breaker.Save();
        var again = new FailureBreaker();
        again.Restore(null, newest, counts, Given.Noon);
        Assert.Equal(7, again.Wrong(10, Given.Noon));
        for (var i = 0; i < 3; i++)
            Assert.True(again.TryTake(Ten, Given.Noon.AddHours(-3)));
        Assert.False(again.TryTake(Ten, Given.Noon.AddHours(-3)));
    }
}
