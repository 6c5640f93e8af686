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

    /// <summary>Responses in hexadecimal, receipts in decimal, counted from low: the decimal form of one is the hexadecimal of another.</summary>
    static MessageId? OfDecimal(ReferenceMap map, int number, int lastDigits) =>
        map.TryMatch(new(default!, ReceiptKeys.Of(Encoding.ASCII.GetBytes($"{number}"), MessageIdRule.Auto), lastDigits, Delivered, null), out var match) ? match.Message : null;

    static ReferenceMap Hexadecimal(params (int Number, int LastDigits)[] named)
    {
        var map = new ReferenceMap(100);
        foreach (var (number, lastDigits) in named)
            map.Add(MessageIdKey.OfResponse(Encoding.ASCII.GetBytes($"{number:x}")).Value, new MessageId(number), 0, lastDigits);
        return map;
    }

    [Fact]
    public void An_id_that_reads_as_anothers_is_of_the_one_whose_number_it_names()
    {
        var map = Hexadecimal((16, 1234), (0x16, 5678));
        Assert.Equal(new MessageId(16), OfDecimal(map, 16, 1234));
        Assert.Equal(new MessageId(0x16), OfDecimal(map, 0x16, 5678));
    }

    [Fact]
    public void What_was_learnt_from_others_tells_two_of_one_number_apart_and_gives_nobody_anothers_receipt()
    {
        var map = Hexadecimal((300, 1111), (16, 1234), (0x16, 1234), (0x77, 4321));
        Assert.Equal(new MessageId(300), OfDecimal(map, 300, 1111));
        Assert.Equal(new MessageId(16), OfDecimal(map, 16, 1234));
        Assert.Equal(new MessageId(0x16), OfDecimal(map, 0x16, 1234));
        // 77 was never named to us.
        Assert.Null(OfDecimal(map, 77, 9999));
    }

    /// <summary>Ids of one base throughout, and one customer who has both texts: the receipt of the second comes before its response.</summary>
    [Theory]
    [InlineData(20, false)]
    [InlineData(5, true)]
    public void Once_a_carrier_is_known_none_is_guessed_at_that_has_still_to_be_named(int seen, bool guesses)
    {
        var map = new ReferenceMap(100);
        foreach (var number in Enumerable.Range(100, seen).Append(16))
        {
            map.Add(Keys($"{number}")[0], new MessageId(number), 0, 1234);
            Assert.Equal(new MessageId(number), OfDecimal(map, number, 1234));
        }
        // 0x16 is 22, and 22 in decimal is hexadecimal 16.
        Assert.Equal(guesses ? new MessageId(16) : null, OfDecimal(map, 0x16, 1234));
        map.Add(Keys("22")[0], new MessageId(22), 0, 1234);
        Assert.Equal(new MessageId(22), OfDecimal(map, 22, 1234));
    }

    [Fact]
    public void Where_nothing_else_is_known_an_id_is_taken_at_its_word_though_the_number_is_written_otherwise() =>
        Assert.Equal(new MessageId(0x77), OfDecimal(Hexadecimal((0x77, 4321)), 77, 9999));
}
