using System.Net;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Phone;

public class When_a_request_is_odd
{
    [Theory]
    [InlineData("NaNs")]
    [InlineData("NaNms")]
    [InlineData("Infinitys")]
    [InlineData("∞s")]
    public async Task A_wait_that_is_no_number_is_named(string wait)
    {
        await using var server = await PhoneServer.StartAsync();
        using var answer = await server.Http.GetAsync("/inbox?wait=" + Uri.EscapeDataString(wait), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"wait\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_delay_that_is_no_number_is_refused()
    {
        await using var server = await PhoneServer.StartAsync();
        using var answer = await server.SendAsync(HttpMethod.Put, "/behaviour", new { receiptDelay = "NaNs" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_reply_from_a_number_with_a_blank_before_it_goes_to_the_latest_sender()
    {
        await using var server = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(server.Simulator);
        await esme.SubmitAsync("447700900123", "Hello", registered: 0);
        await esme.ReadAsync();
        using var answer = await server.SendAsync(HttpMethod.Post, "/replies", new { from = " +447700900123", text = "STOP" });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(("447700900123", "BANK", "STOP"), await esme.ReadDeliveryAsync() is var reply ? (reply.Source, reply.Destination, reply.Text) : default);
    }

    [Fact]
    public async Task A_Phone_on_another_loopback_address_answers()
    {
        await using var server = await PhoneServer.StartAsync(o => o with { Address = IPAddress.Parse("127.0.0.2") });
        using var answer = await server.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("phone.example")]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1.example")]
    public async Task Under_a_name_or_address_of_somewhere_else_it_does_not(string host)
    {
        await using var server = await PhoneServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = host } };
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
