using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Messages;

public sealed class When_a_time_is_beyond_all_ids
{
    static readonly DateTimeOffset Known = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(2094), InlineData(2826), InlineData(9999)]
    public void Its_first_id_is_above_those_of_all_earlier_times(int year) =>
        Assert.True(MessageId.First(new(year, 11, 1, 0, 0, 0, TimeSpan.Zero), 0).Value > MessageId.First(new(2093, 1, 1, 0, 0, 0, TimeSpan.Zero), 1023).Value);

    [Fact]
    public void Before_them_it_is_the_lowest() => Assert.Equal(0, MessageId.First(DateTimeOffset.MinValue, 0).Value);

    [Fact]
    public void Among_them_it_is_the_time() => Assert.Equal(Known, MessageId.First(Known, 0).At);
}
