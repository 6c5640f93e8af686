using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Features;

namespace Tidings.Core.Tests.Decide.Fraud.Rules;

public sealed class When_reasons_are_told
{
    /// <summary>3GPP TS 23.038, without its extension.</summary>
    const string Gsm = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    static readonly (FraudFeature, float)[] Odd = [(FraudFeature.Amount, 600), (FraudFeature.AmountToMean, 5.2f), (FraudFeature.NewMerchant, 1), (FraudFeature.HourShare, 0.5f)];

    static IReadOnlyList<FraudReasonTold> Reasons(string rules) => Books.Live(rules).Judge(Odd).Reasons;

    [Fact]
    public void A_rule_without_words_of_its_own_is_told_by_what_it_asks_for()
    {
        var reasons = Reasons("""
            "highAmount":1000,
            "rules":[{"id":"a","mode":"live","points":60,"when":[{"of":"amount-to-mean","is":"at-least","value":5},{"of":"new-merchant","is":"at-least","value":1},{"of":"kind","is":"one-of","value":["card-payment"]}]}]
            """);
        Assert.Equal(["5 times the usual amount", "at a shop not used before"], reasons.Select(static reason => reason.Words));
        Assert.Equal([30, 30], reasons.Select(static reason => reason.Weight));
    }

    [Fact]
    public void A_rules_own_words_stand_among_the_others_by_their_weight_and_three_are_told()
    {
        var reasons = Reasons("""
            "highAmount":500,
            "rules":[{"id":"small","mode":"live","points":7,"when":[{"of":"amount","is":"above","value":1}],"reasons":{"en":"a small sign"}},
                     {"id":"large","mode":"live","points":80,"when":[{"of":"amount","is":"above","value":1}],"reasons":{"en":"a large sign"}},
                     {"id":"new","mode":"live","points":20,"when":[{"of":"new-merchant","is":"at-least","value":1}]},
                     {"id":"trusted","mode":"live","points":-5,"when":[{"of":"amount","is":"above","value":1}],"reasons":{"en":"nothing"}},
                     {"id":"shadow","points":500,"when":[{"of":"amount","is":"above","value":1}],"reasons":{"en":"nothing"}}]
            """);
        Assert.Equal(["a large sign", "a high amount", "at a shop not used before"], reasons.Select(static reason => reason.Words));
        Assert.Equal((FraudReason.Rule, "large", 80), (reasons[0].Reason, reasons[0].Rule, reasons[0].Weight));
        Assert.Equal((FraudReason.HighAmount, null, 50), (reasons[1].Reason, reasons[1].Rule, reasons[1].Weight));
    }

    [Fact]
    public void The_parts_of_a_live_model_are_told_in_points_too()
    {
        var book = Books.Live(""" "model":"live" """, Trees.Small);
        var judged = book.Judge((FraudFeature.Amount, 101), (FraudFeature.CountDay, 4));
        Assert.Equal(["a high amount", "5 payments in a day"], judged.Reasons.Select(static reason => reason.Words));
        // From the mean of the training to this score.
        Assert.Equal(judged.Points - (100 * Trees.Small.Probability(Trees.Small.Expected)), judged.Reasons.Sum(static reason => reason.Weight), 3);
    }

    [Fact]
    public void Without_a_question_nothing_is_told_unless_somebody_wants_it()
    {
        var book = Books.Live(""" "askAt":60 """);
        Assert.Empty(book.Judge(Trees.Vector(Odd), Books.Paid(), Books.Noon).Reasons);
        Assert.NotEmpty(book.Judge(Trees.Vector(Odd), Books.Paid(), Books.Noon, explain: true).Reasons);
        Assert.NotEmpty(Books.Live(""" "askAt":40 """).Judge(Trees.Vector(Odd), Books.Paid(), Books.Noon).Reasons);
    }

    [Fact]
    public void There_are_words_in_each_language_that_the_templates_speak()
    {
        Assert.All(PresetTemplates.All.SelectMany(static template => template.Bodies.Keys).Distinct(), static language => Assert.Contains(language, FraudWords.Languages));
        foreach (var language in FraudWords.Languages)
            foreach (var phrase in Enum.GetValues<FraudPhrase>())
            {
                var words = FraudWords.Find(language, phrase, 12)!;
                Assert.True(words.Length is > 3 and <= 60 && !words.Contains('{', StringComparison.Ordinal), $"{language} {phrase}: {words}");
                Assert.True(language == "en" || words != FraudWords.Find("en", phrase, 12), $"{language} {phrase}: {words}");
            }
    }

    [Theory]
    [InlineData("en"), InlineData("es"), InlineData("de"), InlineData("fr"), InlineData("it")]
    public void Where_the_language_can_they_cost_seven_bits_a_letter(string language) => Assert.All(Enum.GetValues<FraudPhrase>(), phrase =>
        Assert.True(FraudWords.Find(language, phrase, 2.5)!.All(letter => Gsm.Contains(letter, StringComparison.Ordinal)), FraudWords.Find(language, phrase, 2.5)));

    [Theory]
    [InlineData("en", "2.5 times the usual amount"), InlineData("de", "das 2,5-Fache des üblichen Betrags"), InlineData("es-MX", "2.5 veces el importe habitual"), InlineData("es", "2,5 veces el importe habitual")]
    [InlineData("fr-CA", "2,5 fois le montant habituel"), InlineData("tr", "olağan tutarın 2,5 katı"), InlineData("hi", "सामान्य राशि का 2.5 गुना"), InlineData("ar", "المبلغ المعتاد × 2.5"), InlineData("pt", "das 2,5-Fache des üblichen Betrags")]
    public void Numbers_are_written_as_the_language_writes_them(string language, string words)
    {
        var told = FraudReasons.Of(Trees.Vector((FraudFeature.AmountToMean, 2.52f)), Trees.Vector((FraudFeature.AmountToMean, 1))).Single();
        Assert.Equal(words, told.WordsIn(language, "de-AT"));
    }

    [Theory]
    [InlineData("de-CH", "xx", "die Bank weiß es"), InlineData("tr", "de", "die Bank weiß es"), InlineData("pt-BR", "tr", "o banco sabe"), InlineData("pt", "tr", "the bank knows"), InlineData("tr", "tr", "the bank knows")]
    public void A_rules_words_are_those_of_the_first_language_that_fits(string language, string bank, string words)
    {
        var told = Reasons(""" "rules":[{"id":"a","mode":"live","points":600,"when":[{"of":"amount","is":"above","value":1}],"reasons":{"pt-BR":"o banco sabe","de":"die Bank weiß es","en":"the bank knows"}}] """)[0];
        Assert.Equal((words, "the bank knows"), (told.WordsIn(language, bank), told.Words));
    }

    [Fact]
    public void An_hour_of_which_nothing_is_known_is_not_called_unusual()
    {
        static IEnumerable<string> Told(float share) => FraudReasons.Of(Trees.Vector((FraudFeature.HourShare, share)), Trees.Vector((FraudFeature.HourShare, 1))).Select(static reason => reason.Words);
        Assert.Equal(["an unusual hour"], Told(0));
        Assert.Empty(Told(-1));
    }

    [Fact]
    public void Words_in_one_language_alone_are_told_in_that() =>
        Assert.Equal("die Bank weiß es", Reasons(""" "rules":[{"id":"a","mode":"live","points":600,"when":[{"of":"amount","is":"above","value":1}],"reasons":{"de":"die Bank weiß es"}}] """)[0].WordsIn("tr", "tr"));
}
