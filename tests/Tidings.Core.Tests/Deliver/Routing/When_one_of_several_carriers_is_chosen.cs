using Tidings.Core.Deliver.Routing;
using static Tidings.Core.Deliver.Routing.BreakerState;

namespace Tidings.Core.Tests.Deliver.Routing;

public class When_one_of_several_carriers_is_chosen
{
    static readonly Standing Well = new(Closed, false, false), Ailing = new(Closed, false, true), Dead = new(Open, false, false),
        Tried = new(HalfOpen, true, false), TriedEnough = new(HalfOpen, false, false), Slow = new(Closed, false, false, Slow: true);

    public static TheoryData<string, Standing[], int[], int[], int> Cases() => new()
    {
        { "the preferred one, where all are well", [Well, Well, Well], [], [], 0 },
        { "the next, where the first takes none", [Dead, Well, Well], [], [], 1 },
        { "the next, where the first delivers badly there", [Ailing, Well, Well], [], [], 1 },
        { "the next, where the first is slow there", [Slow, Well, Well], [], [], 1 },
        { "the first of those that are slow, where all are", [Slow, Slow, Dead], [], [], 0 },
        { "a slow one before one that delivers badly", [Ailing, Slow, Dead], [], [], 1 },
        { "no slow one that refused it for good", [Slow, Ailing, Dead], [0], [], 1 },
        { "one that delivers badly before one that takes none", [Dead, Ailing, Dead], [], [], 1 },
        { "another than the one that has just refused it for now", [Well, Well, Well], [], [0], 1 },
        { "the same again, where no other takes any", [Well, Dead, Dead], [], [0], 0 },
        { "never one that refused it for good, while another has not", [Well, Dead, Dead], [0], [], 1 },
        { "the preferred one, where it is being tried and more may", [Tried, Well, Well], [], [], 0 },
        { "no carrier that is being tried and that this one must not try", [TriedEnough, Well, Well], [], [], 1 },
        { "one that is being tried, where no other takes any", [Dead, TriedEnough, Dead], [], [], 1 },
        { "the preferred one, which it waits for, where none takes any", [Dead, Dead, Dead], [], [], 0 },
        { "the preferred one, where all have refused it for good", [Well, Well, Well], [0, 1, 2], [], 0 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void It_is(string which, Standing[] standings, int[] spent, int[] avoid, int chosen)
    {
        Assert.NotEmpty(which);
        Assert.Equal(chosen, CarrierChoice.Of([0, 1, 2], standings, Mask(spent), Mask(avoid)));
    }

    [Fact]
    public void The_order_is_the_routes_and_not_that_of_the_carriers() => Assert.Equal(2, CarrierChoice.Of([2, 0], [Well, Well, Well], default, default));

    static CarrierMask Mask(int[] carriers) => carriers.Aggregate(default(CarrierMask), static (mask, carrier) => mask.With(carrier));
}
