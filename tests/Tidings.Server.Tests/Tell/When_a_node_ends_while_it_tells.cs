using Tidings.Server.Tell;

namespace Tidings.Server.Tests.Tell;

public sealed class When_a_node_ends_while_it_tells
{
    [Fact]
    public async Task What_waited_is_told_by_the_next_one_under_the_same_ids_and_in_order()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        await told.Register("C-2", "+447700900102");
        receiver.Answers = static (_, _) => Task.FromResult(500);
        await told.Subscribe(receiver.Url, TellEvents.Delivered);
        var sent = new List<string>();
        // One after the other: carriers report in whatever order they like, and this is about that in which the node heard of it.
        for (var i = 0; i < 10; i++)
        {
            sent.Add(await told.Pay($"C-{1 + (i % 2)}", $"E-{i}"));
            await told.UntilDelivered(sent[^1]);
        }
        while (receiver.All.Length < 3)
            await Task.Yield();
        await told.Restart();
        var before = receiver.All.Select(static one => one.Id).ToHashSet();
        receiver.Answers = static (_, _) => Task.FromResult(200);
        var got = await receiver.Until(static taken => taken.Select(static one => one.Id).Distinct().Count() >= 10);
        foreach (var customer in (string[])["C-1", "C-2"])
            Assert.Equal(
                sent.Where((_, i) => customer == $"C-{1 + (i % 2)}"),
                got.Where(one => one.Customer == customer).DistinctBy(static one => one.Id).Select(static one => one.Message!));
        Assert.Subset(got.Select(static one => one.Id).ToHashSet(), before);
    }
}
