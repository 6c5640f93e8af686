using Tidings.Core.Decide.Fraud;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

public sealed class When_a_file_of_transactions_is_read
{
    static List<LabelledPayment> Read(params string[] lines) => HandbookFile.Read(new StringReader(string.Join('\n', lines)));

    [Fact]
    public void Its_columns_are_taken_over() => Assert.Equal(
        [
            new(596, new Payment { At = 1_522_540_831, Minor = 5716, Id = 1, Terminal = 3157 }, Fraud: false, Scenario: 0),
            new(2, new Payment { At = 1_522_627_200, Minor = 100, Id = 8, Terminal = 1 }, Fraud: true, Scenario: 3),
        ],
        Read(HandbookFile.Header, "0,31,596,3156,57.16,0,0", "7,86400,2,0,1,1,3"));

    [Theory]
    [InlineData("0,31,596,3156,57.16,0")]
    [InlineData("0,31,596,3156,57.16,0,0,0")]
    [InlineData("0,-1,596,3156,57.16,0,0")]
    [InlineData("0,31,596,3156,-57.16,0,0")]
    [InlineData("0,31,596,3156,much,0,0")]
    [InlineData("0,31,596,3156,57.16,2,0")]
    [InlineData("0,29,596,3156,57.16,0,0")]
    [InlineData(" ")]
    public void A_line_that_is_wrong_is_named(string line) =>
        Assert.StartsWith("Line 3 ", Assert.Throws<InvalidDataException>(() => Read(HandbookFile.Header, "0,30,1,1,1.00,0,0", line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_header_is_refused() => Assert.Throws<InvalidDataException>(static () => Read("id,amount", "1,2"));
}
