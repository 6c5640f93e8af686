namespace Tidings.Core.Decide.Fraud.History;

/// <summary>What a customer paid before the payment in question: counts, and sums in minor units.</summary>
public struct CustomerTotals
{
    public int CountHour, CountDay, CountWeek, CountMonth;
    public double SumHour, SumDay, SumWeek, SumMonth;
}
