using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Deliver;

public sealed class When_a_carrier_is_reached_in_clear
{
    const string Said = "is reached in clear";

    /// <summary>Nothing answers there: the block is for documentation (RFC 5737), and in Production nothing is bound before somebody approves it.</summary>
    static readonly (string, string) Beyond = ("Carrier:Host", "192.0.2.1"), Production = ("environment", "Production");

    static async Task<string> Logged(params (string, string)[] settings)
    {
        await using var node = await RealNode.Start(null, settings);
        return node.Logs.All;
    }

    [Fact]
    public async Task It_is_said_at_the_start_in_production() => Assert.Contains($"1972 Carrier main {Said}", await Logged(Production, Beyond), StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_is_said_where_nothing_leaves_the_machine_or_TLS_is_on()
    {
        Assert.DoesNotContain(Said, await Logged(Production), StringComparison.Ordinal);
        Assert.DoesNotContain(Said, await Logged(Production, ("Carrier:Host", "localhost")), StringComparison.Ordinal);
        Assert.DoesNotContain(Said, await Logged(Production, Beyond, ("Carrier:Tls:Enabled", "true")), StringComparison.Ordinal);
    }
}
