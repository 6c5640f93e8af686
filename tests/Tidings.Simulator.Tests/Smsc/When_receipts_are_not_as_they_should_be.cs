using Microsoft.Extensions.Time.Testing;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_receipts_are_not_as_they_should_be
{
    [Theory]
    [InlineData(ReceiptState.Undeliverable, 1, "UNDELIV", "001", 5)]
    [InlineData(ReceiptState.Expired, 27, "EXPIRED", "027", 3)]
    [InlineData(ReceiptState.Rejected, 999, "REJECTD", "999", 8)]
    [InlineData(ReceiptState.Deleted, 0, "DELETED", "000", 4)]
    [InlineData(ReceiptState.Unknown, 0, "UNKNOWN", "000", 7)]
    [InlineData(ReceiptState.Accepted, 0, "ACCEPTD", "000", 6)]
    [InlineData(ReceiptState.Enroute, 0, "ENROUTE", "000", 1)]
    public async Task They_report_the_state_and_error_that_were_asked_for(ReceiptState state, int error, string stat, string err, byte tlv)
    {
        await using var simulator = await Running.StartAsync(Running.Prompt with { State = state, Error = error });

        var receipt = (await ReceiptsOf(simulator, 1))[0];

        Assert.Equal((stat, err, tlv), (receipt.Stat, receipt.Err, receipt.Tlvs[0x0427][0]));
        Assert.Equal(error != 0, receipt.Tlvs.ContainsKey(0x0423));
    }

    [Fact]
    public async Task Every_second_one_is_a_failure()
    {
        await using var simulator = await Running.StartAsync(Running.Prompt with { FailEvery = 2, FailState = ReceiptState.Expired, FailError = 5 });

        var receipts = await ReceiptsOf(simulator, 4);

        Assert.Equal(["DELIVRD", "EXPIRED", "DELIVRD", "EXPIRED"], receipts.Select(receipt => receipt.Stat));
    }

    [Fact]
    public async Task They_come_twice()
    {
        await using var simulator = await Running.StartAsync(Running.Prompt with { ReceiptCopies = 2 });

        var receipts = await ReceiptsOf(simulator, 1, expected: 2);

        Assert.Equal(receipts[0].Id, receipts[1].Id);
    }

    [Fact]
    public async Task They_come_in_another_order_but_all_of_them()
    {
        await using var simulator = await Running.StartAsync(new() { ReceiptDelay = TimeSpan.FromMilliseconds(200), ReceiptsShuffled = true });

        var ids = (await ReceiptsOf(simulator, 20)).Select(receipt => receipt.Id).ToList();

        Assert.Equal(20, ids.Distinct().Count());
        Assert.NotEqual(ids.Order().ToList(), ids);
    }

    [Fact]
    public async Task In_order_they_come_by_default()
    {
        await using var simulator = await Running.StartAsync(new() { ReceiptDelay = TimeSpan.FromMilliseconds(20) });

        var ids = (await ReceiptsOf(simulator, 20)).Select(receipt => receipt.Id).ToList();

        Assert.Equal(ids.Order().ToList(), ids);
    }

    [Fact]
    public async Task The_receipt_comes_before_the_response()
    {
        await using var simulator = await Running.StartAsync(new() { ReceiptBeforeResponse = true });
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync("447700900123", "Hello");
        var receipt = await esme.ReadDeliveryAsync();
        var response = await esme.ReadAsync();

        Assert.Equal((Pdu.SubmitSmResp, receipt.Id), (response.Command, response.FirstString));
    }

    [Fact]
    public async Task They_wait_for_their_delay()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 41, 0, TimeSpan.Zero));
        await using var simulator = await Running.StartAsync(Running.Options(new() { ReceiptDelay = TimeSpan.FromMinutes(2) }), clock);
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "Hello");
        await esme.ReadAsync();

        clock.Advance(TimeSpan.FromSeconds(119));
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7));
        Pdu next;
        while ((next = await esme.ReadAsync()).Command == Pdu.EnquireLink)
        {
        }
        Assert.Equal(Pdu.EnquireLinkResp, next.Command);
        clock.Advance(TimeSpan.FromSeconds(2));
        while ((next = await esme.ReadAsync()).Command == Pdu.EnquireLink)
        {
        }

        Assert.Contains(" submit date:2611230941 done date:2611230943 ", new Delivered(next).Text);
    }

    [Fact]
    public async Task Either_form_can_be_left_out()
    {
        await using var simulator = await Running.StartAsync(Running.Prompt with { ReceiptTlvs = false });
        Assert.Empty((await ReceiptsOf(simulator, 1))[0].Tlvs);

        simulator.Behaviour = Running.Prompt with { ReceiptText = false };
        var bare = (await ReceiptsOf(simulator, 1))[0];
        Assert.Equal(("", true), (bare.Text, bare.Tlvs.ContainsKey(0x001E)));
    }

    [Theory]
    [InlineData(MessageIdFormat.Decimal, "11259375")]
    [InlineData(MessageIdFormat.Hex, "abcdef")]
    [InlineData(MessageIdFormat.HexUpper, "ABCDEF")]
    [InlineData(MessageIdFormat.DecimalPadded, "00000000000011259375")]
    [InlineData(MessageIdFormat.HexPadded, "0000000000abcdef")]
    [InlineData(MessageIdFormat.HexUpperPadded, "0000000000ABCDEF")]
    public async Task Response_and_receipt_write_the_id_each_in_its_own_way(MessageIdFormat format, string id)
    {
        await using var simulator = await Running.StartAsync(Running.Prompt with { ReceiptId = format });
        Assert.Equal(id, (await ReceiptsOf(simulator, 1))[0].Id);

        await using var other = await Running.StartAsync(Running.Prompt with { ResponseId = format });
        using var esme = await Esme.BoundAsync(other);
        await esme.SubmitAsync("447700900123", "Hello");
        Assert.Equal(id, (await esme.ReadAsync()).FirstString);
        Assert.Equal("11259375", (await esme.ReadDeliveryAsync()).Id);
    }

    static async Task<List<Delivered>> ReceiptsOf(SmscSimulator simulator, int messages, int? expected = null)
    {
        using var esme = await Esme.BoundAsync(simulator);
        for (var i = 0; i < messages; i++)
            await esme.SubmitAsync("447700900123", $"text {i}");
        List<Delivered> receipts = [];
        while (receipts.Count < (expected ?? messages))
        {
            var pdu = await esme.ReadAsync();
            if (pdu.Command != Pdu.DeliverSm)
                continue;
            receipts.Add(new(pdu));
            await esme.AnswerAsync(pdu);
        }
        return receipts;
    }
}
