using Tidings.Acceptance.Tests.Audit;
using Tidings.Acceptance.Tests.Doctor;

[assembly: AssemblyFixture(typeof(LivedIn))]

namespace Tidings.Acceptance.Tests.Doctor;

/// <summary>What a node left when it stopped, one text delivered.</summary>
public sealed class LivedIn() : LeftBehind("tidings-lived-in-")
{
    string Original => At("data");

    internal async Task<string> Copy()
    {
        await Lived();
        return CopyOf(Original);
    }

    private protected override async Task Live(string[] settings)
    {
        await using var node = await BankNode.Start(Original, settings);
        await node.Register();
        await node.Pay("e-1");
        await node.Stop();
    }
}
