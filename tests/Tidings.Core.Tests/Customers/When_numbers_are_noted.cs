using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Customers;

/// <summary>Rows by which a text from a number finds its customer.</summary>
public sealed class When_numbers_are_noted
{
    static readonly Msisdn Other = new("15005550009");

    static string[] Noted(Decision decision) => [.. decision.Delta.Changes.OfType<NumbersNoted>().SelectMany(static noted => noted.Numbers).Select(static number => number.Digits)];

    static Decision Update(Given given, params Msisdn[] phones) => given.Happened(EventTypes.CustomerUpdated, e => e with { Profile = Ada with { Phones = phones } });

    [Fact]
    public void It_is_when_they_are_new_and_not_each_time_that_the_bank_tells_the_same()
    {
        var given = new Given();
        Assert.Contains(given.Deltas[0].Changes, static change => change is NumbersNoted);
        Assert.Empty(Noted(Update(given, Ada.Phones[0])));
        Assert.Empty(Noted(given.Happened(EventTypes.PasswordChanged)));
        Assert.Equal([Ada.Phones[0].Digits, Other.Digits], Noted(Update(given, Ada.Phones[0], Other)));
        Assert.Equal([Other.Digits], Noted(Update(given, Other)));
        Assert.Empty(Noted(Update(given, Other)));
    }

    [Fact]
    public void It_is_again_after_some_weeks_when_anything_happens_so_that_the_row_is_never_among_those_that_are_deleted()
    {
        var given = new Given();
        given.Now = Noon.AddDays(25).AddTicks(-1);
        Assert.Empty(Noted(given.Happened(EventTypes.PasswordChanged)));
        given.Now = Noon.AddDays(25);
        Assert.Equal([Ada.Phones[0].Digits], Noted(given.Happened(EventTypes.PasswordChanged)));
        given.Now = Noon.AddDays(26);
        Assert.Empty(Noted(given.Happened(EventTypes.PasswordChanged)));
    }

    [Fact]
    public void Who_was_closed_has_none_and_who_is_registered_again_has()
    {
        var given = new Given();
        Assert.Empty(Noted(given.Happened(EventTypes.CustomerClosed)));
        given.Now = Noon.AddDays(100);
        Assert.Empty(Noted(given.Happened(EventTypes.PasswordChanged)));
        Assert.Equal([Ada.Phones[0].Digits], Noted(Update(given, Ada.Phones[0])));
    }

    [Fact]
    public void It_outlives_a_snapshot_and_a_replay()
    {
        var given = new Given();
        given.Now = Noon.AddDays(20);
        var replayed = new CustomerState { Id = "C-1" };
        foreach (var delta in given.Deltas)
            replayed.Apply(MemoryPackSerializer.Deserialize<StateDelta>(MemoryPackSerializer.Serialize(delta))!);
        Assert.All([CustomerState.Restore(given.State.Snapshot()), replayed], state => Assert.False(state.WantsNumbersNoted(Ada, given.Now)));
    }
}
