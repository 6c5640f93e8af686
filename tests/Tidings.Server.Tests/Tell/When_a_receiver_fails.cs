using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Server.Tell;

namespace Tidings.Server.Tests.Tell;

public sealed class When_a_receiver_fails
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_told_again_under_the_same_id_and_each_customers_order_is_kept()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        await told.Register("C-2", "+447700900102");
        // The first of C-1 is refused until all of C-2 are taken, which stand behind every other of C-1.
        const int Each = 6;
        string? first = null;
        bool IsFirst(string id) => (Interlocked.CompareExchange(ref first, id, null) ?? id) == id;
        receiver.Answers = (got, _) => Task.FromResult(
            got.Customer == "C-1" && IsFirst(got.Id) && receiver.Taken.Count(static one => one.Customer == "C-2") < 2 * Each
                ? 503 : 200);
        await told.Subscribe(receiver.Url, TellEvents.Accepted, TellEvents.Delivered);
        var sent = new List<(string Customer, string Message)>();
        for (var i = 0; i < 2 * Each; i++)
        {
            var customer = i % 2 == 0 ? "C-1" : "C-2";
            sent.Add((customer, await told.Pay(customer, $"E-{i}")));
            await told.UntilDelivered(sent[^1].Message);
        }
        var got = await receiver.Until(static taken => taken.Length >= 4 * Each);
        foreach (var customer in (string[])["C-1", "C-2"])
            Assert.Equal(
                sent.Where(one => one.Customer == customer).SelectMany(static one => (string[])[$"{one.Message} {TellEvents.Accepted}", $"{one.Message} {TellEvents.Delivered}"]),
                got.Where(one => one.Customer == customer).Select(static one => $"{one.Message} {one.Type}"));
        Assert.Equal(200, Assert.Single(receiver.All.GroupBy(static one => one.Id), static tries => tries.Count() > 1).Last().Answer);
    }

    [Fact]
    public async Task Neither_another_receiver_nor_another_customer_waits_for_it()
    {
        await using var hangs = await Receiver.Start();
        await using var refuses = await Receiver.Start();
        await using var well = await Receiver.Start();
        await using var told = await ToldNode.Start(("Webhooks:Timeout", "00:00:01"));
        hangs.Answers = static async (_, http) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
            return 204;
        };
        refuses.Answers = static (got, _) => Task.FromResult(got.Customer == "C-1" ? 500 : 204);
        await told.Register("C-1");
        await told.Register("C-2", "+447700900102");
        await told.Subscribe(hangs.Url, TellEvents.Delivered);
        await told.Subscribe(refuses.Url, TellEvents.Delivered);
        await told.Subscribe(well.Url, TellEvents.Delivered);
        await told.Pay("C-1", "E-1");
        // The first is known to be refused before the second comes.
        while (refuses.All.Length < 2)
            await Task.Yield();
        var second = await told.Pay("C-2", "E-2");
        await well.Until(static taken => taken.Length >= 2);
        Assert.Equal(second, Assert.Single(await refuses.Until(static taken => taken.Length >= 1)).Message);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await Receiver.Start();
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        receiver.Answers = (_, http) =>
        {
            http.Response.Headers.Location = elsewhere.Url;
            return Task.FromResult(receiver.All.Length < 3 ? 307 : 200);
        };
        await told.Subscribe(receiver.Url, TellEvents.Delivered);
        await told.Pay("C-1", "E-1");
        await receiver.Until(static taken => taken.Length == 1);
        Assert.Empty(elsewhere.All);
    }

    [Fact]
    public async Task What_it_did_not_take_in_its_time_is_a_dead_letter_that_can_be_sent_again()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start(("Webhooks:GiveUpAfter", "00:00:01"));
        await told.Register("C-1");
        var mended = false;
        receiver.Answers = (_, _) => Task.FromResult(Volatile.Read(ref mended) ? 200 : 500);
        var (id, _) = await told.Subscribe(receiver.Url, TellEvents.Delivered);
        var message = await told.Pay("C-1", "E-1");
        var dead = await DeadLetters(told, id, 1);
        Assert.Equal((message, TellEvents.Delivered, "status-500"), (dead[0].GetProperty("message").GetString(), dead[0].GetProperty("event").GetString(), dead[0].GetProperty("error").GetString()));

        Volatile.Write(ref mended, true);
        var replayed = await told.Node.Send(HttpMethod.Post, $"/v1/webhooks/{id}/dead-letters/replay", body: "{}");
        Assert.Equal(1, replayed.Json.GetProperty("replayed").GetInt32());
        var got = Assert.Single(await receiver.Until(static taken => taken.Length > 0));
        Assert.Equal(dead[0].GetProperty("id").GetString(), got.Id);
        await DeadLetters(told, id, 0);
        Assert.Equal(0, (await told.Node.Send(HttpMethod.Post, $"/v1/webhooks/{id}/dead-letters/replay", body: "{}")).Json.GetProperty("replayed").GetInt32());
    }

    static async Task<JsonElement[]> DeadLetters(ToldNode told, string id, int count)
    {
        while (true)
        {
            var answer = await told.Node.Send(HttpMethod.Get, $"/v1/webhooks/{id}/dead-letters");
            Assert.Equal(200, answer.Status);
            var letters = answer.Json.GetProperty("letters").EnumerateArray().ToArray();
            if (letters.Length == count)
                return letters;
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task The_feed_keeps_what_it_has_not_read_and_lets_the_rest_go()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        var store = told.Node.Services.GetRequiredService<IStore>();
        await told.Register("C-1");
        await told.Subscribe(receiver.Url, TellEvents.Delivered);
        for (var i = 0; i < 5; i++)
            await told.Pay("C-1", $"E-{i}");
        await receiver.Until(static taken => taken.Length == 5);
        var teller = told.Node.Services.GetRequiredService<Teller>();
        while ((await store.ReadTellCursors(Cancel))[0].Position < await store.ReadFeedEnd(Cancel))
            await Task.Yield();
        await teller.LetGoNow(Cancel);
        Assert.True((await store.ReadFeed(0, 1, Cancel))[0].Position > 0);
        await told.Pay("C-1", "E-5");
        await receiver.Until(static taken => taken.Length == 6);
    }
}
