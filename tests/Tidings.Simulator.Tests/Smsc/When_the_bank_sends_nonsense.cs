using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_the_bank_sends_nonsense
{
    [Theory]
    [InlineData(15u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xDEADBEEFu)]
    public async Task A_length_that_no_PDU_has_ends_the_connection_with_a_generic_nack(uint length)
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);
        var header = Pdu.Header(4, 5);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(header, length);

        await esme.SendAsync(header);

        Assert.Equal((Pdu.GenericNack, 0x02u), (await esme.ReadAsync()) is var nack ? (nack.Command, nack.Status) : default);
        Assert.Null(await esme.TryReadAsync());
        Assert.Equal(1, simulator.Stats.ProtocolErrors);
    }

    [Fact]
    public async Task An_unknown_command_is_answered_and_the_bind_lives_on()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SendAsync(Pdu.Header(0x0000BEEF, 5), Pdu.Header(Pdu.EnquireLink, 6));

        Assert.Equal((Pdu.GenericNack, 0x03u, 5u), (await esme.ReadAsync()) is var nack ? (nack.Command, nack.Status, nack.Sequence) : default);
        Assert.Equal(Pdu.EnquireLinkResp, (await esme.ReadAsync()).Command);
    }

    [Theory]
    [InlineData("12", 0x0Bu)]
    [InlineData("44x7700900123", 0x0Bu)]
    [InlineData("447700900123447700900123", 0x0Bu)]
    [InlineData("44770090012344770090", 0x00u)]
    public async Task A_destination_that_is_no_number_is_refused(string to, uint status)
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync(to, "Hello");

        Assert.Equal(status, (await esme.ReadAsync()).Status);
    }

    [Fact]
    public async Task A_submit_cut_anywhere_is_an_error_and_never_the_end_of_the_bind()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);
        var whole = Pdu.Submit(7, "447700900123", "Hello");
        for (var length = 16; length < whole.Length; length++)
        {
            var cut = whole[..length];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(cut, (uint)length);
            await esme.SendAsync(cut);
            var response = await esme.ReadAsync();
            Assert.Equal(Pdu.SubmitSmResp, response.Command);
            Assert.NotEqual(0u, response.Status);
        }
    }

    [Fact]
    public async Task PDUs_that_arrive_byte_by_byte_are_understood()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        foreach (var one in Pdu.Submit(7, "447700900123", "Hello", registered: 0))
            await esme.SendAsync([one]);

        Assert.Equal(0u, (await esme.ReadAsync()).Status);
    }

    [Fact]
    public async Task A_message_payload_of_60_000_octets_is_taken()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);
        var payload = Enumerable.Repeat((byte)'a', 60_000).ToArray();

        await esme.SendAsync(Pdu.Submit(7, "447700900123", [], registered: 0, tlvs: Pdu.Tlv(0x0424, payload)));

        Assert.Equal(0u, (await esme.ReadAsync()).Status);
        Assert.Equal(60_000, Assert.Single(simulator.Inbox.Texts()).Text.Length);
    }
}
