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
        Assert.EndsWith(" text:Hello", receipt.Text);
        Assert.Equal("11259375\0"u8.ToArray(), receipt.Tlvs[0x001E]);
        Assert.Equal([2], receipt.Tlvs[0x0427]);
    }

    [Fact]
    public async Task No_receipt_comes_where_none_was_asked_for()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync("447700900123", "first", registered: 0);
        await esme.SubmitAsync("447700900124", "second", registered: 1);
        await esme.ReadAsync();
        await esme.ReadAsync();

        Assert.Equal("447700900124", (await esme.ReadDeliveryAsync()).Source);
    }

    [Fact]
    public async Task Registered_delivery_2_hears_of_failures_only()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync("447700900123", "arrives", registered: 2);
        await esme.SubmitAsync("447700999001", "fails", registered: 2);
        await esme.ReadAsync();
        await esme.ReadAsync();

        Assert.Equal("447700999001", (await esme.ReadDeliveryAsync()).Source);
    }

    [Fact]
    public async Task A_receipt_goes_to_the_accounts_receiver_and_not_to_another_account()
    {
        await using var simulator = await Running.StartAsync();
        using var stranger = await Esme.BoundAsync(simulator, Esme.Receiver, "other");
        using var transmitter = await Esme.BoundAsync(simulator, Esme.Transmitter);
        using var receiver = await Esme.BoundAsync(simulator, Esme.Receiver);

        await transmitter.SubmitAsync("447700900123", "Hello");

        Assert.Equal("447700900123", (await receiver.ReadDeliveryAsync()).Source);
        await stranger.SendAsync(Pdu.Header(Pdu.EnquireLink, 9));
        Assert.Equal(Pdu.EnquireLinkResp, (await stranger.ReadAsync()).Command);
    }

    [Fact]
    public async Task A_receipt_waits_for_the_next_bind()
    {
        await using var simulator = await Running.StartAsync();
        using (var transmitter = await Esme.BoundAsync(simulator, Esme.Transmitter))
        {
            await transmitter.SubmitAsync("447700900123", "Hello");
            await transmitter.ReadAsync();
        }

        using var later = await Esme.BoundAsync(simulator, Esme.Receiver);

        Assert.Equal("11259375", (await later.ReadDeliveryAsync()).Id);
    }

    [Fact]
    public async Task A_receipt_that_was_not_answered_goes_again_when_the_bind_breaks()
    {
        await using var simulator = await Running.StartAsync();
        using (var first = await Esme.BoundAsync(simulator))
        {
            await first.SubmitAsync("447700900123", "Hello");
            await first.ReadAsync();
            Assert.Equal(Pdu.DeliverSm, (await first.ReadAsync()).Command);
        }

        using var second = await Esme.BoundAsync(simulator);

        Assert.Equal("11259375", (await second.ReadDeliveryAsync()).Id);
    }

    [Fact]
    public async Task A_receipt_that_the_bank_cannot_take_now_comes_again()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync("447700900123", "Hello");
        await esme.ReadAsync();
        var first = await esme.ReadDeliveryAsync(status: 0x64);
        var second = await esme.ReadDeliveryAsync();

        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task A_bind_holds_no_more_unanswered_receipts_than_its_window()
    {
        await using var simulator = await Running.StartAsync(Running.Options() with { DeliverWindow = 2 });
        using var esme = await Esme.BoundAsync(simulator);
        for (var i = 0; i < 3; i++)
            await esme.SubmitAsync("447700900123", $"text {i}");
        List<Pdu> deliveries = [];
        for (var read = 0; read < 5; read++)
        {
            var pdu = await esme.ReadAsync();
            if (pdu.Command == Pdu.DeliverSm)
                deliveries.Add(pdu);
        }

        // With both places taken the next thing to come is the answer to our question, not a third receipt.
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 50));
        Assert.Equal((2, Pdu.EnquireLinkResp), (deliveries.Count, (await esme.ReadAsync()).Command));
        await esme.AnswerAsync(deliveries[0]);
        Assert.Equal(Pdu.DeliverSm, (await esme.ReadAsync()).Command);
    }

    [Fact]
    public async Task The_same_message_again_is_counted_as_a_duplicate_and_another_text_is_not()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);
        foreach (var text in (string[])["one", "one", "two"])
        {
            await esme.SubmitAsync("447700900123", text, registered: 0);
            await esme.ReadAsync();
        }

        var stats = simulator.Stats;

        Assert.Equal((3, 2, 1), (stats.Submitted, stats.Distinct, stats.Duplicates));
    }

    [Fact]
    public async Task Enquire_link_and_unbind_are_answered()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7), Pdu.Header(Pdu.Unbind, 8));

        Assert.Equal((Pdu.EnquireLinkResp, 7u), Name(await esme.ReadAsync()));
        Assert.Equal((Pdu.UnbindResp, 8u), Name(await esme.ReadAsync()));
        Assert.Null(await esme.TryReadAsync());

        static (uint, uint) Name(Pdu pdu) => (pdu.Command, pdu.Sequence);
    }

    [Fact]
    public async Task A_simulator_that_stops_says_goodbye()
    {
        var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await simulator.DisposeAsync();

        Assert.Equal(Pdu.Unbind, (await esme.ReadAsync()).Command);
    }
}
