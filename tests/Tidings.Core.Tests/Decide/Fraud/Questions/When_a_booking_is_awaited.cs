using MemoryPack;
using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Questions;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>What a booking does not say is known from what was authorised: each payment's own, and nothing of those that were seen before it was remembered.</summary>
public sealed class When_a_booking_is_awaited
{
    static Payment Paid(ulong id) => new() { At = 1_000 + (uint)id, Minor = 2_000, Id = id, Terminal = 10 * id, Device = 100 * id };

    static void See(FraudMemory memory, ulong id) => memory.Apply(new PaymentSeen(Paid(id), id));

    static (ulong Id, ulong Terminal, ulong Device)? Awaited(FraudMemory memory, ulong id) => memory.Awaited(id, new() { At = 2_000, Minor = 2_000, Id = 999 }) is { } found ? (found.Id, found.Terminal, found.Device) : null;

    [Fact]
    public void Each_has_its_own_and_goes_when_it_is_booked()
    {
        var memory = new FraudMemory();
        for (ulong id = 1; id <= 10; id++)
            See(memory, id);
        Assert.Null(Awaited(memory, 2));
        Assert.Equal((3UL, 30UL, 300UL), Awaited(memory, 3));
        memory.Apply(new PaymentBooked(5));
        Assert.Null(Awaited(memory, 5));
        for (ulong id = 3; id <= 10; id++)
            if (id != 5)
                Assert.Equal((id, 10 * id, 100 * id), Awaited(memory, id));
    }

    [Fact]
    public void Of_those_that_an_older_state_awaits_nothing_is_known()
    {
        var before = new FraudMemory();
        See(before, 1);
        See(before, 2);
        // Its first three members: the others were added later.
        var bytes = MemoryPackSerializer.Serialize(before);
        var others = (3 * sizeof(int)) + (2 * 24);
        var memory = MemoryPackSerializer.Deserialize<FraudMemory>([3, .. bytes[1..^others]])!;
        See(memory, 3);
        Assert.Equal((0UL, 0UL, 0UL), Awaited(memory, 1));
        Assert.Equal((3UL, 30UL, 300UL), Awaited(memory, 3));
        memory.Apply(new PaymentBooked(1));
        Assert.Equal((0UL, 0UL, 0UL), Awaited(memory, 2));
        Assert.Equal((3UL, 30UL, 300UL), Awaited(memory, 3));
    }
}
