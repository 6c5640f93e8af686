using System.Net;
using System.Text;
using System.Text.Json;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Phone;

public class When_a_person_takes_over
{
    [Fact]
    public async Task A_held_receipt_goes_out_when_it_is_released_with_the_outcome_that_was_chosen()
    {
        await using var phone = await PhoneServer.StartAsync(options => options with { Behaviour = new() { Receipts = ReceiptMode.Hold } });
        using var esme = await Esme.BoundAsync(phone.Simulator);
        await esme.SubmitAsync("447700900123", "Hello");
        await esme.ReadAsync();

        using var released = await phone.SendAsync(HttpMethod.Post, "/inbox/1/receipt", new { state = "EXPIRED", error = 7 });
        var receipt = await esme.ReadDeliveryAsync();

        Assert.Equal(HttpStatusCode.Accepted, released.StatusCode);
        Assert.Equal(("11259375", "EXPIRED", "007"), (receipt.Id, receipt.Stat, receipt.Err));
    }

    [Fact]
    public async Task A_receipt_that_was_released_by_hand_does_not_come_by_the_clock_as_well()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var simulator = await Running.StartAsync(Running.Options(new() { ReceiptDelay = TimeSpan.FromSeconds(10) }) with { PhonePort = 0 }, clock);
        using var http = new HttpClient { BaseAddress = simulator.PhoneUrl };
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "Hello");
        await esme.ReadAsync();

        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var released = await http.PostAsync("/inbox/1/receipt", body, TestContext.Current.CancellationToken);
        await esme.ReadDeliveryAsync();
        clock.Advance(TimeSpan.FromSeconds(11));
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7));

        Assert.Equal(Pdu.EnquireLinkResp, (await esme.ReadAsync()).Command);
        Assert.Equal((1, 0), (simulator.Stats.ReceiptsSent, simulator.Stats.Waiting));
    }

    [Fact]
    public async Task Nor_do_its_copies()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var behaviour = new Behaviour { ReceiptDelay = TimeSpan.FromSeconds(10), ReceiptCopies = 3 };
        await using var simulator = await Running.StartAsync(Running.Options(behaviour) with { PhonePort = 0 }, clock);
        using var http = new HttpClient { BaseAddress = simulator.PhoneUrl };
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "Hello");
        await esme.ReadAsync();

        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var released = await http.PostAsync("/inbox/1/receipt", body, TestContext.Current.CancellationToken);
        await esme.ReadDeliveryAsync();
        clock.Advance(TimeSpan.FromSeconds(11));
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7));

        Assert.Equal(Pdu.EnquireLinkResp, (await esme.ReadAsync()).Command);
        Assert.Equal((1, 0), (simulator.Stats.ReceiptsSent, simulator.Stats.Waiting));
    }

    [Fact]
    public async Task What_asked_for_no_receipt_gets_none()
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);
        await esme.SubmitAsync("447700900123", "Hello", registered: 0);
        await esme.ReadAsync();

        using var released = await phone.SendAsync(HttpMethod.Post, "/inbox/1/receipt", new { });

        Assert.Equal(HttpStatusCode.Conflict, released.StatusCode);
    }

    [Fact]
    public async Task Behaviour_set_over_HTTP_holds_from_the_next_message()
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);

        using var put = await phone.SendAsync(HttpMethod.Put, "/behaviour", new { throttleEvery = 1, receiptDelay = "5s" });
        await esme.SubmitAsync("447700900123", "Hello");

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(0x58u, (await esme.ReadAsync()).Status);
        Assert.Equal("5000ms", (await phone.GetAsync("/behaviour")).GetProperty("receiptDelay").GetString());
    }

    [Fact]
    public async Task One_number_behaves_otherwise_than_the_rest()
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);

        using var put = await phone.SendAsync(HttpMethod.Put, "/behaviour?to=+447700900123", new { refuse = "ESME_RMSGQFUL" });
        await esme.SubmitAsync("447700900123", "Hello", registered: 0);
        await esme.SubmitAsync("447700900124", "Hello", registered: 0);

        Assert.Equal((0x14u, 0u), ((await esme.ReadAsync()).Status, (await esme.ReadAsync()).Status));
    }

    [Fact]
    public async Task A_reply_travels_to_the_server_whole_however_long_and_in_whatever_script()
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);
        var text = string.Concat(Enumerable.Repeat("यह भुगतान मैंने नहीं किया 😀 ", 6));

        using var sent = await phone.SendAsync(HttpMethod.Post, "/replies", new { from = "+447700900123", to = "BANK", text });
        var parts = JsonDocument.Parse(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("segments").GetInt32();
        var assembled = new StringBuilder();
        for (var i = 1; i <= parts; i++)
        {
            var part = await esme.ReadDeliveryAsync();
            Assert.Equal(("447700900123", "BANK", 8, 0x40), (part.Source, part.Destination, part.DataCoding, part.EsmClass));
            Assert.Equal((5, 0, 3, parts, i), (part.Message[0], part.Message[1], part.Message[2], part.Message[4], part.Message[5]));
            Assert.InRange(part.Message.Length, 7, 140);
            assembled.Append(Encoding.BigEndianUnicode.GetString(part.Message.AsSpan(6)));
        }

        Assert.Equal(text, assembled.ToString());
    }

    [Fact]
    public async Task The_raw_PDUs_of_a_text_are_there_with_every_byte_explained()
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);
        var submit = Pdu.Submit(77, "447700900123", "Hello");
        await esme.SendAsync(submit);
        await esme.ReadAsync();
        await esme.ReadDeliveryAsync();
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7));
        await esme.ReadAsync();

        var pdus = (await phone.GetAsync("/inbox/1/pdus")).GetProperty("pdus").EnumerateArray().ToList();

        Assert.Equal(["submit_sm", "submit_sm_resp", "deliver_sm", "deliver_sm_resp"], pdus.Select(pdu => pdu.GetProperty("name").GetString()).Order(NameOrder));
        Assert.Equal(Convert.ToHexStringLower(submit), pdus[0].GetProperty("hex").GetString());
        foreach (var pdu in pdus)
        {
            var covered = 0;
            foreach (var field in pdu.GetProperty("fields").EnumerateArray())
            {
                Assert.Equal(covered, field.GetProperty("offset").GetInt32());
                covered += field.GetProperty("length").GetInt32();
            }
            Assert.Equal(pdu.GetProperty("hex").GetString()!.Length / 2, covered);
        }
    }

    /// <summary>Response and receipt may overtake each other: the order that is asserted is the conversation's.</summary>
    static readonly Comparer<string?> NameOrder = Comparer<string?>.Create((a, b) => Place(a).CompareTo(Place(b)));

    static int Place(string? name) => Array.IndexOf(["submit_sm", "submit_sm_resp", "deliver_sm", "deliver_sm_resp"], name);
}
