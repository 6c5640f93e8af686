using System.Text;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Fraud.Rules;

public sealed class Fraud_rule_documents
{
    const string High = """{"of":"amount","is":"at-least","value":500}""";

    static string Rule(string members) => $$"""{"rules":[{"id":"a","points":10,"when":[{{High}}]{{members}}}]}""";

    static string When(string conditions) => $$"""{"rules":[{"id":"a","points":10,"when":[{{conditions}}]}],"lists":[{"id":"mules","entries":["DE89 3704"]}]}""";

    [Fact]
    public void Presets_are_read_back_as_they_are_written_and_are_off_as_a_whole()
    {
        var written = Encoding.UTF8.GetString(FraudRulesWriter.Write(PresetFraudRules.Rules));
        var (read, errors) = Books.Read(written);
        Assert.Empty(errors);
        Assert.Equal(written, Encoding.UTF8.GetString(FraudRulesWriter.Write(read!)));
        Assert.Equal(FraudMode.Off, PresetFraudRules.Rules.Mode);
        Assert.False(FraudBook.Create(PresetFraudRules.Rules, null, [])!.IsOn);
        Assert.InRange(PresetFraudRules.Rules.Rules.Count, 8, 12);
        Assert.All(PresetFraudRules.Rules.Rules, static rule => Assert.Equal(FraudMode.Live, rule.Mode));
    }

    [Fact]
    public void What_a_document_may_say_is_read_back_as_it_is_written()
    {
        var (read, errors) = Books.Read("""
            {"mode":"shadow","askAt":40.5,"declineAt":80,"highAmount":250.5,"currency":"GBP","rates":{"EUR":0.86,"USD":0.79},"model":"live",
             "rules":[{"id":"a","title":"A title","mode":"live","points":-12.5,"when":[{"of":"amount","is":"at-least","value":500},{"of":"kind","is":"one-of","value":["cash","withdrawal"]},{"of":"counterparty","is":"on-list","value":"mules"}],
                       "reasons":{"en":"the bank knows why","hi":"बैंक जानता है"},"snoozedUntil":"2026-12-01T01:00:00+01:00"}],
             "lists":[{"id":"mules","entries":["DE89 3704",{"value":"GB29 NWBK","until":"2027-01-01T00:00:00Z"}]},{"id":"empty"}],
             "segments":[{"id":"abroad","when":[{"of":"country","is":"none-of","value":["GB"]}],"askAt":30}],
             "asking":{"remindAfter":"PT0S","giveUpAfter":"PT5M","noAnswer":"tell","distrustNumberFor":"P90D","gatherFor":"PT0S","maxAge":"P7D","deniableFor":"PT36H","denyAtOnce":true}}
            """);
        Assert.Empty(errors);
        var written = FraudRulesWriter.Write(read!);
        // All that follows is of what was written and read again: nothing is lost on the way.
        (read, errors) = Books.Read(Encoding.UTF8.GetString(written));
        Assert.Empty(errors);
        Assert.Equal(written, FraudRulesWriter.Write(read!));
        Assert.Equal((FraudMode.Shadow, 40.5, 80, 250.5, "GBP", 0.86, FraudMode.Live), (read!.Mode, read.AskAt, read.DeclineAt, read.HighAmount, read.Currency, read.Rates["EUR"], read.Model));
        Assert.Equal((new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), -12.5, "बैंक जानता है"), (read.Rules[0].SnoozedUntil, read.Rules[0].Points, read.Rules[0].Reasons["HI"]));
        Assert.Equal((null, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), (read.Lists[0].Entries[0].Until, read.Lists[0].Entries[1].Until));
        Assert.Equal((TimeSpan.Zero, FraudNoAnswer.Tell, TimeSpan.FromDays(90)), (read.Asking.RemindAfter, read.Asking.NoAnswer, read.Asking.DistrustNumberFor));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.Zero, TimeSpan.FromDays(7)), (read.Asking.GiveUpAfter, read.Asking.GatherFor, read.Asking.MaxAge));
        Assert.Equal((TimeSpan.FromHours(36), true), (read.Asking.DeniableFor, read.Asking.DenyAtOnce));
        Assert.Equal(("A title", FraudMode.Live, 3, "abroad", 30), (read.Rules[0].Title, read.Rules[0].Mode, read.Rules[0].When.Count, read.Segments[0].Id, read.Segments[0].AskAt));
    }

    [Theory]
    [InlineData("""{"mode":"on"}""", "mode"), InlineData("""{"askAt":-1}""", "askAt"), InlineData("""{"declineAt":1000.5}""", "declineAt"), InlineData("""{"askAt":60,"declineAt":59}""", "declineAt")]
    [InlineData("""{"highAmount":0}""", "highAmount"), InlineData("""{"currency":"eur"}""", "currency"), InlineData("""{"currency":"EUX"}""", "currency"), InlineData("""{"rates":{"USD":0}}""", "rates.USD"), InlineData("""{"rates":{"XXX":1}}""", "rates.XXX")]
    [InlineData("""{"rates":[]}""", "rates"), InlineData("""{"rates":{"EUR":1}}""", "rates.EUR"), InlineData("""{"model":true}""", "model"), InlineData("""{"limit":1}""", "limit"), InlineData("""{"rules":{}}""", "rules")]
    [InlineData("""{"asking":{"remindAfter":"PT59S"}}""", "asking.remindAfter"), InlineData("""{"asking":{"giveUpAfter":"PT4M"}}""", "asking.giveUpAfter"), InlineData("""{"asking":{"remindAfter":"PT2H"}}""", "asking.giveUpAfter")]
    [InlineData("""{"asking":{"noAnswer":"block"}}""", "asking.noAnswer"), InlineData("""{"asking":{"distrustNumberFor":"P91D"}}""", "asking.distrustNumberFor"), InlineData("""{"asking":{"gatherFor":"P8D"}}""", "asking.gatherFor")]
    [InlineData("""{"asking":{"maxAge":"PT59S"}}""", "asking.maxAge"), InlineData("""{"asking":{"ask":1}}""", "asking.ask"), InlineData("""{"asking":{"deniableFor":"P8D"}}""", "asking.deniableFor"), InlineData("""{"asking":{"denyAtOnce":"yes"}}""", "asking.denyAtOnce"), InlineData("[", "$"), InlineData("7", "$")]
    public void What_is_wrong_with_the_whole_is_named(string json, string field) => Named(json, field);

    [Theory]
    [InlineData(""","id":"A" """, "rules[0].id"), InlineData(""","points":1001""", "rules[0].points"), InlineData(""","points":-1001""", "rules[0].points"), InlineData(""","points":"10" """, "rules[0].points")]
    [InlineData(""","mode":"dark" """, "rules[0].mode"), InlineData(""","when":[]""", "rules[0].when"), InlineData(""","weight":1""", "rules[0].weight"), InlineData(""","reasons":"why" """, "rules[0].reasons"), InlineData(""","reasons":{"en":" "}""", "rules[0].reasons.en")]
    [InlineData(""","reasons":{"english language":"why"}""", "rules[0].reasons.english language"), InlineData(""","reasons":{"en":"a\nb"}""", "rules[0].reasons.en"), InlineData(""","reasons":{"en":"a","EN":"b"}""", "rules[0].reasons.EN")]
    [InlineData(""","snoozedUntil":"2026-12-01" """, "rules[0].snoozedUntil"), InlineData(""","snoozedUntil":"2026-12-01T00:00:00" """, "rules[0].snoozedUntil"), InlineData(""","snoozedUntil":5""", "rules[0].snoozedUntil")]
    public void What_is_wrong_with_a_rule_is_named(string members, string field) => Named(Rule(members), field);

    [Theory]
    [InlineData("""{"of":"amonut","is":"at-least","value":5}""", "of"), InlineData("""{"of":"amount","is":"at-least"}""", "value"), InlineData("""{"of":"amount","is":"at-least","value":"5"}""", "value"), InlineData("""{"of":"amount","is":"at-least","value":1e13}""", "value")]
    [InlineData("""{"of":"amount","is":"equals","value":5}""", "is"), InlineData("""{"of":"amount","is":"one-of","value":["5"]}""", "is"), InlineData("""{"of":"amount","is":"on-list","value":"mules"}""", "is"), InlineData("""{"of":"kind","is":"at-least","value":5}""", "is")]
    [InlineData("""{"is":"at-least","value":5}""", "of"), InlineData("""{"of":"amount","value":5}""", "is"), InlineData("""{"of":"amount","is":"above","value":5,"and":1}""", "and")]
    [InlineData("""{"of":"kind","is":"one-of","value":"cash"}""", "value"), InlineData("""{"of":"kind","is":"one-of","value":[]}""", "value"), InlineData("""{"of":"kind","is":"one-of","value":["cash",""]}""", "value[1]"), InlineData("""{"of":"kind","is":"one-of","value":["cash","deposit"]}""", "value[1]")]
    [InlineData("""{"of":"type","is":"one-of","value":["security.login"]}""", "value[0]"), InlineData("""{"of":"country","is":"none-of","value":["DEU"]}""", "value[0]"), InlineData("""{"of":"currency","is":"one-of","value":["XXX"]}""", "value[0]")]
    [InlineData("""{"of":"merchant-category","is":"one-of","value":["541"]}""", "value[0]"), InlineData("""{"of":"status","is":"one-of","value":["refused"]}""", "value[0]")]
    [InlineData("""{"of":"counterparty","is":"on-list","value":"mule"}""", "value"), InlineData("""{"of":"counterparty","is":"not-on-list","value":["mules"]}""", "value")]
    public void What_is_wrong_with_a_condition_is_named(string condition, string member) => Named(When(condition), $"rules[0].when[0].{member}");

    [Theory]
    [InlineData("""{"lists":[{"id":"a"},{"id":"a"}]}""", "lists[1].id"), InlineData("""{"lists":[{"id":"a","entries":["x","X"]}]}""", "lists[0].entries[1].value"), InlineData("""{"lists":[{"id":"a","entries":[5]}]}""", "lists[0].entries[0]")]
    [InlineData("""{"lists":[{"id":"a","entries":[{"value":"x","until":"soon"}]}]}""", "lists[0].entries[0].until"), InlineData("""{"lists":[{"id":"a","entries":[{"value":"x","from":"now"}]}]}""", "lists[0].entries[0].from")]
    [InlineData("""{"rules":[{"id":"a","points":1,"when":[{"of":"amount","is":"above","value":1}]},{"id":"a","points":1,"when":[{"of":"amount","is":"above","value":1}]}]}""", "rules[1].id")]
    [InlineData("""{"segments":[{"id":"a","when":[{"of":"amount","is":"above","value":1}]}]}""", "segments[0].askAt"), InlineData("""{"segments":[{"id":"a","when":[{"of":"amount","is":"above","value":1}],"askAt":91}]}""", "segments[0].askAt")]
    [InlineData("""{"segments":[{"id":"a","when":[{"of":"amount","is":"above","value":1}],"declineAt":49}]}""", "segments[0].declineAt"), InlineData("""{"segments":[{"id":"a","when":[{"of":"night","is":"above","value":1}],"askAt":1}]}""", "segments[0].when")]
    public void What_is_wrong_with_lists_and_segments_is_named(string json, string field) => Named(json, field);

    static void Named(string json, string field)
    {
        var (rules, errors) = Books.Read(json);
        Assert.Null(rules);
        Assert.Contains(field, errors.Select(static error => error.Field));
        Assert.All(errors, static error => Assert.True(error.Why.Length > 0 && error.Fix.Length > 0));
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once_and_nothing_twice()
    {
        var (_, errors) = Books.Read("""{"mode":"on","askAt":5000,"rules":[{"id":"a","points":5,"when":[{"of":"amonut","is":"above","value":5},{"of":"kind","is":"one-of","value":["deposit"]}]},{"id":"a","when":[]}],"x":1}""");
        Assert.Equal(
            ["askAt", "mode", "rules[0].when[0].of", "rules[0].when[1].value[0]", "rules[1].id", "rules[1].points", "rules[1].when", "x"],
            errors.Select(static error => error.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"of":"amount","is":"at-least","value":500},{"of":"amount","is":"below","value":500}"""), InlineData("""{"of":"amount","is":"above","value":500},{"of":"amount","is":"at-most","value":500}""")]
    [InlineData("""{"of":"amount","is":"below","value":0}"""), InlineData("""{"of":"new-payee","is":"at-least","value":2}"""), InlineData("""{"of":"new-payee","is":"above","value":0},{"of":"new-payee","is":"below","value":1}""")]
    [InlineData("""{"of":"hour-share","is":"above","value":1}"""), InlineData("""{"of":"count-hour","is":"above","value":2},{"of":"count-hour","is":"below","value":3}"""), InlineData("""{"of":"kind","is":"one-of","value":["cash"]},{"of":"kind","is":"one-of","value":["withdrawal"]}""")]
    [InlineData("""{"of":"kind","is":"one-of","value":["cash"]},{"of":"kind","is":"none-of","value":["CASH"]}"""), InlineData("""{"of":"merchant","is":"on-list","value":"mules"},{"of":"merchant","is":"not-on-list","value":"mules"}""")]
    public void A_rule_that_can_never_hold_is_told(string conditions)
    {
        var (rules, errors) = Books.Read(When(conditions));
        Assert.Null(rules);
        Assert.Equal(("rules[0].when", "range"), (Assert.Single(errors).Field, errors[0].Code));
    }

    [Theory]
    [InlineData("""{"of":"amount","is":"at-least","value":500},{"of":"amount","is":"at-most","value":500}"""), InlineData("""{"of":"amount","is":"at-most","value":0}"""), InlineData("""{"of":"new-payee","is":"above","value":0}""")]
    [InlineData("""{"of":"hour-share","is":"at-least","value":1}"""), InlineData("""{"of":"count-hour","is":"above","value":2},{"of":"count-hour","is":"below","value":4}"""), InlineData("""{"of":"amount-deviations","is":"below","value":-3}""")]
    [InlineData("""{"of":"speed","is":"above","value":2},{"of":"speed","is":"below","value":3}"""), InlineData("""{"of":"kind","is":"one-of","value":["cash","withdrawal"]},{"of":"kind","is":"none-of","value":["cash"]}""")]
    [InlineData("""{"of":"merchant","is":"on-list","value":"mules"},{"of":"counterparty","is":"not-on-list","value":"mules"}""")]
    public void What_can_just_hold_is_taken(string conditions) => Assert.Empty(Books.Read(When(conditions)).Errors);

    [Fact]
    public void Bounds_are_taken_and_what_is_beyond_them_is_not()
    {
        static string Rules(int count) => $$"""{"rules":[{{string.Join(",", Enumerable.Range(0, count).Select(static i => $$"""{"id":"r{{i}}","points":1,"when":[{{High}}]}"""))}}]}""";
        Assert.Empty(Books.Read(Rules(FraudRulesReader.MostRules)).Errors);
        Assert.Equal("rules", Assert.Single(Books.Read(Rules(FraudRulesReader.MostRules + 1)).Errors).Field);
        Assert.Empty(Books.Read("""{"askAt":0,"declineAt":1000,"highAmount":0.01,"asking":{"remindAfter":"PT24H","giveUpAfter":"PT72H"}}""").Errors);
        Assert.Empty(Books.Read(Rule(""","points":1000,"reasons":{"en":"12345678901234567890123456789012345678901234567890123456789012345678901234567890"}""")).Errors);
        Assert.Single(Books.Read(Rule(""","reasons":{"en":"123456789012345678901234567890123456789012345678901234567890123456789012345678901"}""")).Errors);
    }

    [Fact]
    public void Every_feature_and_fact_has_a_name_that_a_condition_may_use()
    {
        Assert.All(FraudFeatures.Names, static name => Assert.Empty(Books.Read(When($$"""{"of":"{{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name)}}","is":"at-least","value":1}""")).Errors));
        foreach (var fact in Enum.GetNames<FraudFact>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName))
            Assert.Empty(Books.Read(When($$"""{"of":"{{fact}}","is":"on-list","value":"mules"}""")).Errors);
    }

    [Fact]
    public void Rules_that_were_made_otherwise_are_checked_too()
    {
        var errors = new List<FieldError>();
        Assert.Null(FraudBook.Create(new() { Rules = [new() { Id = "a", Points = 1, When = [new("counterparty", FraudOperator.OnList) { Texts = ["nowhere"] }, new("amonut", FraudOperator.Above)] }] }, null, errors));
        Assert.Equal(["rules[0].when[0].value", "rules[0].when[1].of"], errors.Select(static error => error.Field));
    }
}
