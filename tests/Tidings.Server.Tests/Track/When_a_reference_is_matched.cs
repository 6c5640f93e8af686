using System.Text;
using Tidings.Core.Messages;
using Tidings.Server.Track;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Tests.Track;

public sealed class When_a_reference_is_matched
{
    const byte Enroute = 1, Delivered = 2, Undeliverable = 5;
    const byte Country = 3;
    const ushort Second = 7;

    static ReceiptKeys Keys(string id) => ReceiptKeys.Of(Encoding.ASCII.GetBytes(id), MessageIdRule.Same);

    static ForgottenReference? Add(ReferenceMap map, string id) => map.Add(Keys(id)[0], new MessageId(1), segment: 31, lastDigits: -1, Country, Second);

    static ReceiptMatch Match(ReferenceMap map, string id, byte state)
    {
        Assert.True(map.TryMatch(new(default!, Keys(id), -1, state, null), out var match));
        return match;
    }

    [Fact]
    public void The_first_receipt_that_says_how_it_ended_is_known_from_those_on_the_way_and_those_that_come_again()
    {
        var map = new ReferenceMap(10);
        Assert.Null(Add(map, "a"));
        Assert.Equal([false, true, false, false], new[] { Enroute, Undeliverable, Undeliverable, Delivered }.Select(state => Match(map, "a", state).IsFirstEnd));
        Assert.Equal((31, Country, Second), (Match(map, "a", Enroute).Segment, Match(map, "a", Enroute).Country, Match(map, "a", Enroute).Second));
    }

    [Fact]
    public void One_that_finds_no_room_any_more_is_named_unless_it_has_ended()
    {
        var map = new ReferenceMap(2);
        Add(map, "a");
        Add(map, "b");
        Assert.True(Match(map, "b", Delivered).IsFirstEnd);
        Assert.Equal(new ForgottenReference(Country, Second), Add(map, "c"));
        Assert.Null(Add(map, "d"));
    }
}
