using Tidings.Fraud.Protocols;

namespace Tidings.Fraud.Tests.Protocols;

public sealed class When_figures_are_taken
{
    static ScoredPayment[] Scored(params (double Score, bool Fraud)[] all) => [.. all.Select(static (one, i) => new ScoredPayment(0, i, one.Fraud, one.Score))];

    /// <summary>The example of scikit-learn's own pages: 0.83 and 0.75.</summary>
    [Fact]
    public void They_are_those_of_scikit_learn()
    {
        var scored = Scored((0.1, false), (0.4, false), (0.35, true), (0.8, true));
        Assert.Equal(0.8333, FraudMetrics.AveragePrecision(scored), 4);
        Assert.Equal(0.75, FraudMetrics.AucRoc(scored), 12);
    }

    [Fact]
    public void Of_equal_scores_none_is_first()
    {
        var scored = Scored((1, true), (1, false), (1, false), (1, false));
        Assert.Equal((0.25, 0.5), (FraudMetrics.AveragePrecision(scored), FraudMetrics.AucRoc(scored)));
        Assert.Equal((0.0, 0.5), (FraudMetrics.AveragePrecision(Scored((1, false))), FraudMetrics.AucRoc(Scored((1, false)))));
    }

    [Fact]
    public void A_card_counts_once_a_day_by_its_highest_score_and_not_again_once_it_was_found()
    {
        ScoredPayment[] scored =
        [
            new(0, 1, true, 0.1), new(0, 1, false, 0.9), new(0, 2, false, 0.8), new(0, 3, true, 0.7),
            new(1, 1, true, 0.9), new(1, 2, false, 0.8), new(1, 3, true, 0.7),
        ];
        // Day 0: cards 1 and 2, of which 1 is found by a genuine payment's score. Day 1: without card 1 the two are 2 and 3.
        Assert.Equal(0.5, FraudMetrics.CardPrecision(scored, 2));
        Assert.Equal((1 + 0) / 2.0, FraudMetrics.CardPrecision(scored, 1));
        Assert.Equal((0.02 + 0) / 2, FraudMetrics.CardPrecision(scored, 100), 12);
    }
}
