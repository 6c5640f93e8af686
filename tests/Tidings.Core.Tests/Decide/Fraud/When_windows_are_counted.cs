using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Core.Tests.Decide.Fraud;

public sealed class When_windows_are_counted
{
    const uint Start = 1_522_540_800;

    static Payment Paid(uint after, long minor = 1000, ulong id = 1) => new() { At = Start + after, Minor = minor, Id = id };

    [Theory]
    [InlineData(Seconds.Hour - 1, 1, 1, 1, 1)]
    [InlineData(Seconds.Hour, 0, 1, 1, 1)]
    [InlineData(Seconds.Day - 1, 0, 1, 1, 1)]
    [InlineData(Seconds.Day, 0, 0, 1, 1)]
    [InlineData(Seconds.Week - 1, 0, 0, 1, 1)]
    [InlineData(Seconds.Week, 0, 0, 0, 1)]
    [InlineData(Seconds.Month - 1, 0, 0, 0, 1)]
    [InlineData(Seconds.Month, 0, 0, 0, 0)]
    public void A_payment_that_is_as_old_as_the_window_is_outside_and_one_second_younger_inside(uint after, int hour, int day, int week, int month)
    {
        var history = new CustomerHistory();
        history.Add(Paid(0, 1234));
        var totals = history.TotalsAt(Start + after);
        Assert.Equal((hour, day, week, month), (totals.CountHour, totals.CountDay, totals.CountWeek, totals.CountMonth));
        Assert.Equal((hour * 1234d, day * 1234d, week * 1234d, month * 1234d), (totals.SumHour, totals.SumDay, totals.SumWeek, totals.SumMonth));
    }

    [Fact]
    public void Of_one_second_those_that_were_decided_before_count_and_one_that_comes_late_is_of_the_last_ones_time()
    {
        var history = new CustomerHistory();
        history.Add(Paid(Seconds.Week));
        Assert.Equal(1, history.TotalsAt(Start + Seconds.Week).CountHour);
        history.Add(Paid(0));
        Assert.Equal(2, history.TotalsAt(Start).CountHour);
        Assert.Equal(2, history.TotalsAt(Start + Seconds.Week + 60).CountHour);
    }

    [Fact]
    public void Cents_are_exact_however_many_come_and_go()
    {
        var (history, random, all) = (new CustomerHistory(), new Random(1), new List<Payment>());
        for (var at = 0u; all.Count < 5_000; at += (uint)random.Next(40_000))
        {
            var totals = history.TotalsAt(Start + at);
            Assert.Equal(all.Where(one => one.At + Seconds.Month > Start + at).Sum(static one => one.Minor), totals.SumMonth);
            Assert.Equal(all.Count(one => one.At + Seconds.Week > Start + at), totals.CountWeek);
            all.Add(Paid(at, random.Next(1, 16_777_216)));
            history.Add(all[^1]);
        }
    }

    /// <summary>Sixteen a day are more than 256 in a month.</summary>
    [Fact]
    public void Of_a_busy_customer_nothing_leaves_too_early_and_nothing_stays_six_hours_too_long()
    {
        var (history, random, all, rounded) = (new CustomerHistory(), new Random(2), new List<Payment>(), false);
        for (var at = 0u; all.Count < 3_000; at += (uint)random.Next(10_800))
        {
            var totals = history.TotalsAt(Start + at);
            var exact = all.Count(one => one.At + Seconds.Month > Start + at);
            Assert.InRange(totals.CountMonth, exact, all.Count(one => one.At + Seconds.Month + (6 * Seconds.Hour) > Start + at));
            Assert.InRange(totals.CountWeek, all.Count(one => one.At + Seconds.Week > Start + at), all.Count(one => one.At + Seconds.Week + (6 * Seconds.Hour) > Start + at));
            Assert.Equal(all.Count(one => one.At + Seconds.Hour > Start + at), totals.CountHour);
            rounded |= totals.CountMonth > exact;
            all.Add(Paid(at));
            history.Add(all[^1]);
        }
        Assert.True(rounded);
        Assert.InRange(history.Bytes, 1, 6_000);
    }

    [Fact]
    public void A_customer_with_sixty_payments_a_month_takes_about_a_kilobyte_and_says_how_much()
    {
        for (var warm = 0; warm < 2; warm++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var history = new CustomerHistory();
            var empty = GC.GetAllocatedBytesForCurrentThread() - before;
            if (warm == 0)
                continue;
            Assert.InRange(history.Bytes, empty - 16, empty + 16);
            for (var i = 0u; i < 200; i++)
                history.Add(Paid(i * Seconds.Month / 60));
            Assert.InRange(history.Bytes, 800, 1024);
        }
    }

    [Fact]
    public void At_a_terminal_a_fraud_counts_at_once_when_it_is_known_and_in_the_delayed_windows_when_the_delay_is_over()
    {
        var terminal = new CounterpartyHistory();
        terminal.Add(Paid(0, id: 7));
        Assert.Equal((1, 0, -1L), (terminal.TotalsAt(Start + 60).Week, terminal.TotalsAt(Start + 60).FraudsWeek, terminal.TotalsAt(Start + 60).SinceFraud));
        terminal.Confirm(Paid(0, id: 7), fraud: true);
        var soon = terminal.TotalsAt(Start + 60);
        Assert.Equal((1, 1, 60L, 0), (soon.FraudsDay, soon.Run, soon.SinceFraud, soon.DelayedMonth));
        Assert.Equal(0, terminal.TotalsAt(Start + Seconds.Week - 1).DelayedDay);
        var delayed = terminal.TotalsAt(Start + Seconds.Week);
        Assert.Equal((1, 1, 0), (delayed.DelayedDay, delayed.DelayedFraudsDay, delayed.FraudsWeek));
        Assert.Equal(1, terminal.TotalsAt(Start + Seconds.Week + Seconds.Day - 1).DelayedFraudsDay);
        Assert.Equal((0, 1), (terminal.TotalsAt(Start + Seconds.Week + Seconds.Day).DelayedFraudsDay, terminal.TotalsAt(Start + Seconds.Week + Seconds.Day).DelayedFraudsWeek));
    }

    [Fact]
    public void Frauds_in_a_row_are_counted_back_to_the_last_genuine_payment_and_what_has_no_label_is_passed_over()
    {
        var terminal = new CounterpartyHistory();
        for (var i = 1u; i <= 5; i++)
            terminal.Add(Paid(i * 100, id: i));
        terminal.Confirm(Paid(100, id: 1), fraud: true);
        terminal.Confirm(Paid(200, id: 2), fraud: false);
        terminal.Confirm(Paid(300, id: 3), fraud: true);
        terminal.Confirm(Paid(500, id: 5), fraud: true);
        var now = terminal.TotalsAt(Start + 600);
        Assert.Equal((2, 300L, 100L, 0), (now.Run, now.SinceRunBegan, now.SinceFraud, now.GenuineSince));
        terminal.Confirm(Paid(500, id: 5), fraud: false);
        now = terminal.TotalsAt(Start + 600);
        Assert.Equal((0, -1L, 300L, 1), (now.Run, now.SinceRunBegan, now.SinceFraud, now.GenuineSince));
    }

    [Fact]
    public void A_busy_terminal_keeps_its_frauds_also_where_they_are_confirmed_late()
    {
        var terminal = new CounterpartyHistory();
        for (var i = 1u; i <= 2_000; i++)
            terminal.Add(Paid(i * 60, id: i));
        terminal.Confirm(Paid(60, id: 1), fraud: true);
        var now = terminal.TotalsAt(Start + 120_060);
        Assert.Equal((2_000, 1), (now.Month, now.FraudsMonth));
        Assert.InRange(terminal.Bytes, 1, 6_000);
    }
}
