using Tidings.Core.Customers;

namespace Tidings.Core.Tests.Customers;

public sealed class When_a_number_may_be_fictional
{
    static readonly NumberingPlan Plan = new("GB", assignedOnly: false);

    [Fact]
    public void Any_of_a_possible_length_is_taken()
    {
        Assert.True(Plan.TryNormalise("07700 900123", out var number));
        Assert.Equal("447700900123", number.Digits);
    }

    [Theory]
    [InlineData("004９01"), InlineData("+49 01"), InlineData("+1 5550006")]
    public void What_no_carrier_can_reach_is_not(string written) => Assert.False(Plan.TryNormalise(written, out _));
}
