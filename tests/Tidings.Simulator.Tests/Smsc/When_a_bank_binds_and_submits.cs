using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_a_bank_binds_and_submits
{
    [Fact]
    public async Task The_message_is_answered_with_an_id_and_its_receipt_names_the_same_id()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        var sequence = await esme.SubmitAsync("447700900123", "Hello");
        var response = await esme.ReadAsync();
        var receipt = await esme.ReadDeliveryAsync();

        Assert.Equal((Pdu.SubmitSmResp, 0u, sequence), (response.Command, response.Status, response.Sequence));
        Assert.Equal("11259375", response.FirstString);
        Assert.Equal((4, "447700900123", "BANK"), (receipt.EsmClass, receipt.Source, receipt.Destination));
        Assert.Equal(("11259375", "DELIVRD", "000"), (receipt.Id, receipt.Stat, receipt.Err));
        Assert.Equal("11259375\0"u8.ToArray(), receipt.Tlvs[0x001E]);
        Assert.Equal([2], receipt.Tlvs[0x0427]);
    }
}
