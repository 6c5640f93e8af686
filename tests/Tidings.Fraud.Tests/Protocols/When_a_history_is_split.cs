using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Protocols;

namespace Tidings.Fraud.Tests.Protocols;

public sealed class When_a_history_is_split
{
    static readonly HandbookSplit Split = new(100 * Seconds.Day);

    /// <summary>Days from the training's first.</summary>
    static LabelledPayment On(int day, int customer, bool fraud) => new(customer, new Payment { At = (uint)(100 + day) * Seconds.Day, Minor = 100 }, fraud, 0);

    [Fact]
    public void Chapter_3_is_trained_in_july_and_tested_from_the_eighth_of_august_on()
    {
        var split = HandbookSplit.Chapter3;
        Assert.Equal((HandbookFile.SecondsAt(2018, 7, 25), HandbookFile.SecondsAt(2018, 8, 1), HandbookFile.SecondsAt(2018, 8, 8), HandbookFile.SecondsAt(2018, 8, 15)),
            (split.Begins, split.TrainEnds, split.TestBegins, split.TestEnds));
        Assert.Equal((HandbookFile.SecondsAt(2018, 8, 8), HandbookFile.SecondsAt(2018, 9, 5)), (HandbookSplit.Chapter5[0].TestBegins, HandbookSplit.Chapter5[3].TestEnds));
    }

    [Theory]
    [InlineData(-1, "14 15 16 20")]
    [InlineData(0, "")]
    [InlineData(6, "")]
    [InlineData(7, "14")]
    [InlineData(8, "14 15")]
    [InlineData(12, "14 15 16")]
    [InlineData(13, "14 15 16 20")]
    public void A_card_is_tested_until_the_day_on_which_its_fraud_is_known(int fraud, string tested)
    {
        LabelledPayment[] payments = [On(fraud, 1, true), On(14, 1, false), On(15, 1, false), On(16, 1, false), On(20, 1, true), On(21, 1, false)];
        if (fraud == 12)
            payments[4] = On(20, 2, true);
        var expected = tested.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static day => (uint)(100 + int.Parse(day)) * Seconds.Day);
        Assert.Equal(expected, Split.Tested(payments).Where(i => payments[i].Customer == 1).Order().Select(i => payments[i].Payment.At));
    }
}
