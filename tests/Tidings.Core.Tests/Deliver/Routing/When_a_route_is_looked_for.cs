using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Deliver.Routing;

public class When_a_route_is_looked_for
{
    static readonly PriceTable None = new([]);

    [Theory]
    [InlineData("447700900101", MessageClass.Transaction, 0, 1, 2)]
    [InlineData("447624123456", MessageClass.Transaction, 2)]
    [InlineData("905321234567", MessageClass.Transaction, 1)]
    [InlineData("905321234567", MessageClass.OneTimeCode, 2, 0)]
    public void The_first_that_fits_number_and_class_is_taken_and_otherwise_all_carriers_in_their_order(string to, MessageClass of, params int[] order)
    {
        var book = new RouteBook(
            [
                Of([2, 0], countries: ["TR"], classes: [MessageClass.OneTimeCode]), Of([1], countries: ["TR"]),
                Of([2], prefixes: ["4476241", "447624"]),
            ],
            [None, None, None]);
        Assert.Equal(order, book.Of(new(to), of).Order.Select(static carrier => (int)carrier));
    }

    [Fact]
    public void A_call_goes_only_by_carriers_that_make_calls_those_of_the_route_first_whatever_texts_cost()
    {
        var callers = default(CarrierMask).With(1).With(3);
        PriceTable cheap = new([KeyValuePair.Create("*", 0.01m)]);
        var book = new RouteBook([Of([3, 0, 1], countries: ["TR"], prefer: Preference.Cost), Of([0, 2], countries: ["GB"])], [None, cheap, None, None], callers);
        Assert.Equal([1, 3, 0], Order(book, "905321234567", MessageChannel.Text));
        Assert.Equal([3, 1], Order(book, "905321234567", MessageChannel.Voice));
        // The route has none: it is about texts.
        Assert.Equal([1, 3], Order(book, "447700900101", MessageChannel.Voice));
        Assert.Equal([0, 2], Order(book, "447700900101", MessageChannel.Text));
        Assert.Equal([1, 3], Order(book, "15005550006", MessageChannel.Voice));
        // Nobody makes calls: each of the route refuses it.
        Assert.Equal([0], Order(new RouteBook([Of([0])], [None, None]), "447700900101", MessageChannel.Voice));

        static byte[] Order(RouteBook book, string to, MessageChannel channel) => book.Of(new(to), MessageClass.OneTimeCode, channel).Order;
    }

    [Fact]
    public void What_was_found_for_one_class_does_not_hold_for_another_with_the_same_number()
    {
        var book = new RouteBook([Of([1], classes: [MessageClass.Promotional])], [None, None]);
        Assert.Equal([1], book.Of(new("447700900101"), MessageClass.Promotional).Order);
        Assert.Equal([0, 1], book.Of(new("447700900101"), MessageClass.Fraud).Order);
        Assert.Equal([1], book.Of(new("447700900101"), MessageClass.Promotional).Order);
    }

    [Theory]
    // By the longest prefix, then by country, then anywhere; who names no price comes last, and equal ones as they are named.
    [InlineData("447400123456", 1, 0, 2)]
    [InlineData("447624123456", 0, 1, 2)]
    [InlineData("905321234567", 1, 2, 0)]
    public void Where_cost_is_preferred_the_cheapest_for_the_number_goes_first(string to, params int[] order)
    {
        var book = new RouteBook(
            [Of([0, 1, 2], prefer: Preference.Cost)],
            [
                new([KeyValuePair.Create("+44", 0.03m), KeyValuePair.Create("+447624", 0.01m)]), new([KeyValuePair.Create("GB", 0.02m), KeyValuePair.Create("*", 0.05m)]),
                new([KeyValuePair.Create("*", 0.05m)]),
            ]);
        // The Isle of Man is no part of GB: without its prefix it has the price of everywhere.
        Assert.Equal(order, book.Of(new(to), MessageClass.Transaction).Order.Select(static carrier => (int)carrier));
    }

    static Route Of(byte[] carriers, string[]? countries = null, string[]? prefixes = null, MessageClass[]? classes = null, Preference prefer = Preference.Order) =>
        new([.. countries ?? []], prefixes ?? [], [.. classes ?? []], carriers, prefer);
}
