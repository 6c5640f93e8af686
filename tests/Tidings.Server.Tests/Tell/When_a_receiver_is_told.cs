using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Server.Tell;

namespace Tidings.Server.Tests.Tell;

public sealed class When_a_receiver_is_told
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accepted_comes_before_delivered_and_neither_holds_text_or_number()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        await told.Subscribe(receiver.Url);
        var message = await told.Pay("C-1", "E-1");
        var got = await receiver.Until(static taken => taken.Any(static one => one.Type == TellEvents.Delivered));
        Assert.Equal([TellEvents.Accepted, TellEvents.Delivered], got.Where(one => one.Message == message).Select(static one => one.Type));
        var delivered = got.Single(static one => one.Type == TellEvents.Delivered);
        Assert.Equal(("delivered", "C-1", "E-1", "live", "…01"), (
            delivered.Data.GetProperty("state").GetString(), delivered.Customer, delivered.Data.GetProperty("event").GetProperty("id").GetString(),
            delivered.Data.GetProperty("kind").GetString(), delivered.Data.GetProperty("to").GetString()));
        Assert.All(receiver.All, static one =>
        {
            Assert.DoesNotContain("447700900101", one.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Bakery", one.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("12.30", one.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Jensen", one.Text, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("in-the-address", told.Node.Logs.All, StringComparison.Ordinal);
        Assert.Equal(got.Length, got.Select(static one => one.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("+447700999001", TellEvents.Failed, "permanent-failure"), InlineData("+447700999002", TellEvents.Expired, "expired")]
    [InlineData("+447700999020", TellEvents.Failed, "permanent-failure")]
    public async Task What_does_not_reach_the_phone_is_told_with_the_carriers_error(string phone, string told, string state)
    {
        await using var receiver = await Receiver.Start();
        await using var node = await ToldNode.Start();
        await node.Register("C-1", phone);
        await node.Subscribe(receiver.Url, TellEvents.Failed, TellEvents.Expired, TellEvents.Delivered);
        await node.Pay("C-1", "E-1");
        var got = Assert.Single(await receiver.Until(static taken => taken.Length > 0));
        Assert.Equal((told, state), (got.Type, got.Data.GetProperty("state").GetString()));
        Assert.NotEmpty(got.Data.GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task What_is_not_sent_is_told_with_the_reason_and_a_changed_wish_once()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        await told.Subscribe(receiver.Url, TellEvents.Suppressed, TellEvents.Preferences);
        const string Wish = ""","preferences":[{"alert":"card-payment","enabled":false}]""";
        await told.Register("C-1", more: Wish);
        await told.Register("C-1", more: Wish);
        await told.Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Intake.Samples.Payment("E-1", Intake.Samples.PaymentData.Replace("A-1001", "A-C-1", StringComparison.Ordinal)));
        var got = await receiver.Until(static taken => taken.Any(static one => one.Type == TellEvents.Suppressed && one.Data.GetProperty("alert").GetString() == "card-payment"));
        Assert.Equal("switched-off", got.Single(static one => one.Type == TellEvents.Suppressed && one.Data.GetProperty("alert").GetString() == "card-payment").Data.GetProperty("reason").GetString());
        Assert.Equal(TellEvents.Preferences, got[0].Type);
        Assert.Single(got, static one => one.Type == TellEvents.Preferences);
    }

    [Fact]
    public async Task It_is_signed_as_Standard_Webhooks_says()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var (_, secret) = await told.Subscribe(receiver.Url);
        await told.Pay("C-1", "E-1");
        var got = (await receiver.Until(static taken => taken.Length > 0))[0];
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        var signed = Encoding.UTF8.GetBytes($"{got.Id}.{got.Headers["webhook-timestamp"]}.{got.Text}");
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed))}", got.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Kinds_that_were_not_asked_for_are_not_told()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        await told.Subscribe(receiver.Url, TellEvents.Delivered);
        await told.Pay("C-1", "E-1");
        await told.Pay("C-1", "E-2");
        var got = await receiver.Until(static taken => taken.Length >= 2);
        Assert.All(got, static one => Assert.Equal(TellEvents.Delivered, one.Type));
    }

    [Fact]
    public async Task While_nobody_listens_nothing_is_noted_for_anybody()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        var store = told.Node.Services.GetRequiredService<IStore>();
        await told.Register("C-1");
        await told.UntilDelivered(await told.Pay("C-1", "E-1"));
        Assert.Equal(0, await store.ReadFeedEnd(Cancel));
        var (id, _) = await told.Subscribe(receiver.Url, TellEvents.Delivered);
        var second = await told.Pay("C-1", "E-2");
        Assert.Contains(await receiver.Until(static taken => taken.Length > 0), one => one.Message == second);
        var end = await store.ReadFeedEnd(Cancel);
        Assert.NotEqual(0, end);

        Assert.Equal(200, (await told.Node.Send(HttpMethod.Delete, $"/v1/webhooks/{id}")).Status);
        await told.Pay("C-1", "E-3");
        Assert.Equal(end, await store.ReadFeedEnd(Cancel));
    }
}
