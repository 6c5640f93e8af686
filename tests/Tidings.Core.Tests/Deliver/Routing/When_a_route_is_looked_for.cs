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
