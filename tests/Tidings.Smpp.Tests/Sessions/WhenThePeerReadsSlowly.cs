using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenThePeerReadsSlowly
{
    private const int Payload = 60_000, Messages = 270, Round = 1_500_000, Rounds = 9;

    /// <summary>Sixteen megabytes wait in one piece; the peer takes some each five seconds, and needs longer than the write timeout for all.</summary>
    [Fact]
    public async Task It_is_not_taken_for_stalled_while_it_takes_anything()
    {
        await using var bound = await BoundClient.StartAsync(o => o with
        {
            WriteTimeout = TimeSpan.FromSeconds(30),
            ResponseTimeout = TimeSpan.FromHours(1),
            MaxOutput = 16 * 1024 * 1024,
            Window = 1000,
        });
        var octets = new byte[4 + Payload];
        var tlvs = new TlvWriter(octets);
        tlvs.Add(SmppTlvs.MessagePayload, new byte[Payload]);
        for (var token = 0; token < Messages; token++)
            Assert.Equal(SendOutcome.Sent, bound.Client.Submit(new SubmitSm { Tlvs = new TlvBlock(octets) }, token));
        for (var round = 1; round <= Rounds; round++)
        {
            await bound.Smsc.ExpectOctetsAsync(Round);
            bound.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.NotEqual(SessionState.Closed, bound.Client.State);
        }
    }
}
