using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_a_number_is_magic
{
    [Theory]
    [InlineData("447700999001", "UNDELIV")]
    [InlineData("447700999002", "EXPIRED")]
    [InlineData("447700999003", "REJECTD")]
    [InlineData("447700999004", "DELETED")]
    [InlineData("447700999005", "UNKNOWN")]
    [InlineData("447700999006", "ACCEPTD")]
    [InlineData("447700999000", "DELIVRD")]
    [InlineData("+447700999001", "UNDELIV")]
    public async Task Its_receipt_says_what_its_suffix_says(string to, string stat)
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync(to, "Hello");
        await esme.ReadAsync();

        Assert.Equal(stat, (await esme.ReadDeliveryAsync()).Stat);
    }

    [Theory]
    [InlineData("447700999020", new[] { 0x0B, 0x0B })]
    [InlineData("447700999021", new[] { 0x58, 0x00 })]
    [InlineData("447700999022", new[] { 0x14, 0x00 })]
    [InlineData("447700999023", new[] { 0x08, 0x08 })]
    [InlineData("447700999024", new[] { 0x58, 0x58 })]
    public async Task Two_attempts_at_the_same_text_are_answered_in_turn(string to, int[] statuses)
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);
        foreach (var status in statuses)
        {
            await esme.SubmitAsync(to, "Hello", registered: 0);
            Assert.Equal((uint)status, (await esme.ReadAsync()).Status);
        }
    }

    [Fact]
    public async Task A_rule_set_by_hand_goes_before_it()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);
        simulator.SetRule("+447700999001", new() { State = ReceiptState.Expired });

        await esme.SubmitAsync("447700999001", "Hello");
        await esme.ReadAsync();

        Assert.Equal("EXPIRED", (await esme.ReadDeliveryAsync()).Stat);
    }

    [Fact]
    public async Task It_is_an_ordinary_number_where_that_is_switched_off_or_nothing_is_kept()
    {
        foreach (var options in (SimulatorOptions[])[Running.Options(Running.Prompt with { MagicNumbers = false }), Running.Options() with { Sink = true }])
        {
            await using var simulator = await Running.StartAsync(options);
            using var esme = await Esme.BoundAsync(simulator);
            await esme.SubmitAsync("447700999001", "Hello");
            await esme.ReadAsync();
            Assert.Equal("DELIVRD", (await esme.ReadDeliveryAsync()).Stat);
        }
    }

    [Theory]
    [InlineData("447700999040", 1, 0)]
    [InlineData("447700999041", 2, 0)]
    [InlineData("447700999042", 1, 8)]
    public async Task It_answers_with_a_reply_of_its_own(string to, int parts, byte dataCoding)
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync(to, "Hello", registered: 0);
        List<Delivered> replies = [];
        while (replies.Count < parts)
        {
            var pdu = await esme.ReadAsync();
            if (pdu.Command == Pdu.DeliverSm)
                replies.Add(new(pdu));
        }

        Assert.All(replies, reply => Assert.Equal((to, "BANK", dataCoding), (reply.Source, reply.Destination, reply.DataCoding)));
        Assert.All(replies, reply => Assert.Equal(parts > 1 ? 0x40 : 0, reply.EsmClass));
    }

    [Fact]
    public async Task Silence_and_hanging_up_have_numbers_too()
    {
        await using var simulator = await Running.StartAsync();
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync("447700999030", "never answered", registered: 0);
        await esme.SubmitAsync("447700999031", "cut off", registered: 0);

        Assert.Null(await esme.TryReadAsync());
        Assert.Equal(2, simulator.Stats.Submitted);
    }
}
