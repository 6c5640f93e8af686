using Tidings.Core.Decide.Fraud.History;
using static Tidings.Core.Decide.Fraud.Features.FraudFeature;

namespace Tidings.Core.Decide.Fraud.Features;

/// <summary>Computes the features of a payment from what was before it. Pure, and allocates nothing.</summary>
public static class FeatureVector
{
    const float Unknown = -1;
    const double DormantDays = 90;

    /// <param name="customer">As it is before the payment is added.</param>
    /// <param name="into"><see cref="FraudFeatures.Count"/> places.</param>
    public static void Fill(in Payment payment, CustomerHistory customer, in Surroundings around, Span<float> into)
    {
        into = into[..FraudFeatures.Count];
        Set(into, Amount, payment.Amount);
        Set(into, Weekend, Calendar.IsWeekend(payment) ? 1 : 0);
        Set(into, Night, Calendar.IsNight(payment) ? 1 : 0);
        OwnTotals(payment, customer.TotalsAt(payment.At), into);
        OwnHabits(payment, customer, into);
        AtTerminal(payment, around.Terminal, into);
        Others(payment, around, into);
    }

    static void OwnTotals(in Payment payment, in CustomerTotals totals, Span<float> into)
    {
        Set(into, CountHour, totals.CountHour);
        Set(into, CountDay, totals.CountDay);
        Set(into, CountWeek, totals.CountWeek);
        Set(into, CountMonth, totals.CountMonth);
        Set(into, SumHour, totals.SumHour / 100);
        Set(into, SumDay, totals.SumDay / 100);
        Set(into, SumWeek, totals.SumWeek / 100);
        Set(into, SumMonth, totals.SumMonth / 100);
        Set(into, MeanHour, Ratio(totals.SumHour / 100, totals.CountHour));
        Set(into, MeanDay, Ratio(totals.SumDay / 100, totals.CountDay));
        Set(into, MeanWeek, Ratio(totals.SumWeek / 100, totals.CountWeek));
        Set(into, MeanMonth, Ratio(totals.SumMonth / 100, totals.CountMonth));
        Set(into, AmountToMonth, Ratio(payment.Minor * (double)totals.CountMonth, totals.SumMonth));
    }

    static void OwnHabits(in Payment payment, CustomerHistory customer, Span<float> into)
    {
        ref readonly var amounts = ref customer.Amounts;
        var since = customer.Since(payment.At);
        Set(into, AmountToMean, Ratio(payment.Amount, amounts.Mean));
        Set(into, AmountDeviations, amounts.Z(payment.Amount));
        Set(into, AmountRobustDeviations, amounts.RobustZ(payment.Amount));
        Set(into, ShareOfLargest, Ratio(payment.Amount, amounts.Largest));
        Set(into, DaysSinceLast, since < 0 ? Unknown : since / Seconds.Day);
        Set(into, Dormant, since > DormantDays * Seconds.Day ? 1 : 0);
        Set(into, Speed, customer.Speed(payment));
        var (terminal, merchant, payee, device, country) = customer.Known.News(payment);
        Set(into, NewTerminal, terminal);
        Set(into, NewMerchant, merchant);
        Set(into, NewPayee, payee);
        Set(into, NewDevice, device);
        Set(into, NewCountry, country);
        Set(into, HourShare, customer.Hours.Share(Calendar.HourOf(payment)));
        Set(into, FraudFeature.UnusualLately, customer.UnusualLately(payment.At));
        Set(into, OwnFrauds, customer.ConfirmedLately(payment.At));
        var confirmed = customer.SinceConfirmed(payment.At);
        Set(into, DaysSinceOwnFraud, confirmed < 0 ? Unknown : confirmed / Seconds.Day);
    }

    static void AtTerminal(in Payment payment, CounterpartyHistory? terminal, Span<float> into)
    {
        var totals = terminal?.TotalsAt(payment.At) ?? new() { SinceFraud = -1, SinceRunBegan = -1 };
        Set(into, TerminalDelayedDay, totals.DelayedDay);
        Set(into, TerminalDelayedWeek, totals.DelayedWeek);
        Set(into, TerminalDelayedMonth, totals.DelayedMonth);
        Set(into, TerminalRiskDay, Risk(totals.DelayedFraudsDay, totals.DelayedDay));
        Set(into, TerminalRiskWeek, Risk(totals.DelayedFraudsWeek, totals.DelayedWeek));
        Set(into, TerminalRiskMonth, Risk(totals.DelayedFraudsMonth, totals.DelayedMonth));
        Set(into, TerminalDay, totals.Day);
        Set(into, TerminalWeek, totals.Week);
        Set(into, TerminalMonth, totals.Month);
        Set(into, TerminalFraudsDay, totals.FraudsDay);
        Set(into, TerminalFraudsWeek, totals.FraudsWeek);
        Set(into, TerminalFraudsMonth, totals.FraudsMonth);
        Set(into, TerminalRun, totals.Run);
        Set(into, TerminalRunDays, Days(totals.SinceRunBegan));
        Set(into, TerminalDaysSinceFraud, Days(totals.SinceFraud));
        Set(into, TerminalGenuineSince, totals.GenuineSince);
    }

    static void Others(in Payment payment, in Surroundings around, Span<float> into)
    {
        var merchant = around.Merchant?.TotalsAt(payment.At) ?? default;
        Set(into, MerchantFraudsWeek, payment.Merchant == 0 ? Unknown : merchant.FraudsWeek);
        Set(into, MerchantFraudsMonth, payment.Merchant == 0 ? Unknown : merchant.FraudsMonth);
        Set(into, MerchantRiskMonth, payment.Merchant == 0 ? Unknown : Risk(merchant.FraudsMonth, merchant.Month));
        var payee = around.Payee?.TotalsAt(payment.At) ?? default;
        Set(into, PayeeFraudsMonth, payment.Payee == 0 ? Unknown : payee.FraudsMonth);
        Set(into, PayeeMonth, payment.Payee == 0 ? Unknown : payee.Month);
        var device = around.Device?.TotalsAt(payment.At) ?? default;
        Set(into, DeviceFraudsMonth, payment.Device == 0 ? Unknown : device.FraudsMonth);
        Set(into, DeviceMonth, payment.Device == 0 ? Unknown : device.Month);
    }

    static void Set(Span<float> into, FraudFeature feature, double value) => into[(int)feature] = (float)value;

    /// <summary>-1 where nothing is there to hold it against.</summary>
    static double Ratio(double value, double of) => of > 0 ? value / of : Unknown;

    /// <summary>The handbook's: 0 where nothing was paid.</summary>
    static double Risk(int frauds, int of) => of > 0 ? (double)frauds / of : 0;

    static double Days(long seconds) => seconds < 0 ? Unknown : (double)seconds / Seconds.Day;
}
