namespace Tidings.Server.Tests.Deliver;

public sealed class When_the_carrier_is_congested
{
    const double Full = 200;

    static double PaceOf(Carrier carrier) => carrier.Metrics.PaceOf["main/0"]();

    [Fact]
    public async Task Sending_slows_while_its_answers_say_so_and_recovers_after_it_and_nothing_is_lost()
    {
        await using var smsc = new ScriptedSmsc();
        await using var carrier = await Carrier.Open(set: static options => (options.RatePerSecond, options.InterfaceVersion) = (Full, 0x50), start: false);
        carrier.Options.Port = smsc.Port;
        carrier.Start();
        await Send(carrier, 0);
        Assert.Equal(Full, PaceOf(carrier));
        smsc.Congestion = 89;
        await Send(carrier, 1);
        Assert.Equal(Full, PaceOf(carrier));
        smsc.Congestion = 100;
        var sent = 2;
        await Carrier.Until(async () =>
        {
            await Send(carrier, sent++);
            return PaceOf(carrier) <= Full * 0.8;
        });
        smsc.Congestion = null;
        await Carrier.Until(async () =>
        {
            await Send(carrier, sent++);
            return PaceOf(carrier) >= Full;
        });
        Assert.Equal(sent, smsc.Taken);
    }

    static async Task Send(Carrier carrier, int number) => await carrier.Settled(await carrier.Accept(($"c{number}", carrier.Text("hello"))));
}
