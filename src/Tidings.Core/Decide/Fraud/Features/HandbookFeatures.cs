using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Core.Decide.Fraud.Features;

/// <summary>
/// The transformed set of the Fraud Detection Handbook, chapter 3, from the same histories: what our features are held against. The handbook counts a customer's own payment in his windows, and we do not: it is added here.
/// At a terminal the delay keeps it out in both.
/// </summary>
/// <remarks>Windows are (t - w, t]; of payments in the same second those that come before in the order of the file count.</remarks>
public static class HandbookFeatures
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "TX_AMOUNT", "TX_DURING_WEEKEND", "TX_DURING_NIGHT",
        "CUSTOMER_ID_NB_TX_1DAY_WINDOW", "CUSTOMER_ID_AVG_AMOUNT_1DAY_WINDOW",
        "CUSTOMER_ID_NB_TX_7DAY_WINDOW", "CUSTOMER_ID_AVG_AMOUNT_7DAY_WINDOW",
        "CUSTOMER_ID_NB_TX_30DAY_WINDOW", "CUSTOMER_ID_AVG_AMOUNT_30DAY_WINDOW",
        "TERMINAL_ID_NB_TX_1DAY_WINDOW", "TERMINAL_ID_RISK_1DAY_WINDOW",
        "TERMINAL_ID_NB_TX_7DAY_WINDOW", "TERMINAL_ID_RISK_7DAY_WINDOW",
        "TERMINAL_ID_NB_TX_30DAY_WINDOW", "TERMINAL_ID_RISK_30DAY_WINDOW",
    ];

    public static void Fill(in Payment payment, CustomerHistory customer, CounterpartyHistory terminal, Span<double> into)
    {
        var own = customer.TotalsAt(payment.At);
        var there = terminal.TotalsAt(payment.At);
        into[0] = payment.Amount;
        into[1] = Calendar.IsWeekend(payment) ? 1 : 0;
        into[2] = Calendar.IsNight(payment) ? 1 : 0;
        Own(own.CountDay, own.SumDay, payment.Minor, into[3..]);
        Own(own.CountWeek, own.SumWeek, payment.Minor, into[5..]);
        Own(own.CountMonth, own.SumMonth, payment.Minor, into[7..]);
        There(there.DelayedDay, there.DelayedFraudsDay, into[9..]);
        There(there.DelayedWeek, there.DelayedFraudsWeek, into[11..]);
        There(there.DelayedMonth, there.DelayedFraudsMonth, into[13..]);
    }

    static void Own(int count, double sum, long minor, Span<double> into)
    {
        into[0] = count + 1;
        into[1] = (sum + minor) / 100 / (count + 1);
    }

    static void There(int count, int frauds, Span<double> into)
    {
        into[0] = count;
        into[1] = count == 0 ? 0 : (double)frauds / count;
    }
}
