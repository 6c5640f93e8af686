using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Policies;

public sealed class The_cost_of_policies(ITestOutputHelper output)
{
    /// <summary>Figures to compare by eye: what one decision with its text costs under which packs.</summary>
    [Fact(Explicit = true)]
    public void Of_one_decision()
    {
        foreach (var round in (int[])[1, 2, 3])
            foreach (var (name, packs) in ((string, string[])[])[("no pack", []), ("packs of other countries", ["singapore", "india", "standards"]), ("a pack of his country", ["us"])])
            {
                var (ns, bytes) = Measured(packs);
                output.WriteLine($"{round}: {name}: {ns:F0} ns, {bytes} bytes");
            }
    }

    static (double Nanoseconds, long Bytes) Measured(string[] packs)
    {
        const int Times = 100_000;
        var errors = new List<FieldError>();
        var bank = Given.Bank with { Policies = new() { Packs = packs } };
        var book = Rulebook.Create(bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, errors, PolicyBook.Create(bank, ShippedPacks.All, errors))!;
        var given = new Given() { Book = book };
        var happened = new BankEvent
        {
            Source = "bank", Id = "1", Type = EventTypes.TransactionPosted, Time = given.Now, Customer = "C-1", Account = "A-1", Kind = TransactionKind.CardPayment, Amount = Given.Eur(10), Merchant = "Corner Bakery",
        };
        for (var i = 0; i < Times / 4; i++)
            Decider.Decide(book, given.State, null, happened, 1, given.Now);
        var (began, allocated) = (TimeProvider.System.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        for (var i = 0; i < Times; i++)
            Decider.Decide(book, given.State, null, happened, 1, given.Now);
        return (TimeProvider.System.GetElapsedTime(began).TotalNanoseconds / Times, (GC.GetAllocatedBytesForCurrentThread() - allocated) / Times);
    }
}
