using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;

namespace Tidings.Core.Tests.Decide.Fraud;

public sealed class When_histories_are_written_meanwhile
{
    /// <summary>All four ends of the payment stand in one part: what is written of it holds a row wholly or not at all, or a replay would count the half again.</summary>
    [Fact]
    public async Task A_row_is_in_a_part_wholly_or_not_at_all()
    {
        const int Saves = 500;
        var payment = new Payment { At = 1_800_000_000, Minor = 100, Terminal = Counterparties.Shards, Merchant = 2 * Counterparties.Shards, Payee = 3 * Counterparties.Shards, Device = 4 * Counterparties.Shards };
        var live = new Counterparties();
        var (rows, enough) = (0, false);
        var applying = Task.Run(() =>
        {
            for (; !Volatile.Read(ref enough); rows++)
                live.Apply(new(rows + 1), [new PaymentSeen(payment with { Id = (ulong)rows }, 0)]);
        }, TestContext.Current.CancellationToken);
        var torn = 0;
        for (var saves = 0; saves < Saves;)
        {
            if (live.Save(0) is not { } saved)
                continue;
            saves++;
            var read = new Counterparties();
            read.Restore(0, saved);
            var around = read.Around(payment);
            var counts = new[] { around.Terminal, around.Merchant, around.Payee, around.Device }.Select(one => one?.TotalsAt(payment.At).Month ?? 0).Distinct();
            torn += counts.Count() - 1;
        }
        Volatile.Write(ref enough, true);
        await applying;
        Assert.Equal(0, torn);
        Assert.Equal(rows, live.Around(payment).Device!.TotalsAt(payment.At).Month);
    }
}
