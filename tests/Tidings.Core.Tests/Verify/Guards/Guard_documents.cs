using System.Text;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Tests.Verify.Guards;

public sealed class Guard_documents
{
    static (PurposeList? List, List<FieldError> Errors) Read(string json)
    {
        var errors = new List<FieldError>();
        return (PurposeListReader.Read(Encoding.UTF8.GetBytes(json), errors), errors);
    }

    static string One(string members) => $$"""{"purposes":[{"id":"own","template":"verify-login"{{members}}}]}""";

    static string All(string guards) => $$"""{"purposes":[{"id":"own","template":"verify-login"}],"guards":{{guards}}}""";

    const string Whole = """
        {"purposes":[{"id":"own","template":"verify-login","countries":{"block":["FR","DE"],"mode":"monitor"},"numberTypes":{"refuse":["voip","toll-free"]},
          "changed":{"within":"PT24H","then":"wait"},"simSwap":{"within":"P3D","then":"step-up","whenUnknown":"deny"}}],
         "guards":{"failures":{"most":50,"within":"PT5M","aDay":60,"times":0,"for":"PT1H","untilResumed":true,"then":"step-up"},"pumping":{"mode":"block","conversion":30,"window":"PT6H","trial":3,"for":"PT2H"}}}
        """;

    [Fact]
    public void What_is_written_is_read_back()
    {
        var (list, errors) = Read(Whole);
        Assert.Empty(errors);
        var (purpose, failures, pumping) = (list!.Purposes[0], list.Guards.Failures, list.Guards.Pumping);
        Assert.Equal((GuardMode.Monitor, false, true, true), (purpose.Countries!.Mode, purpose.Countries.Takes("FR"), purpose.Countries.Takes("GB"), purpose.Countries.Takes(null)));
        Assert.Equal([NumberType.Voip, NumberType.TollFree], purpose.NumberTypes!.Refuse);
        Assert.Equal((new HoldRule(TimeSpan.FromDays(1), HoldStep.Wait), new HoldRule(TimeSpan.FromDays(3), HoldStep.StepUp, HoldStep.Deny)), (purpose.Changed, purpose.SimSwap));
        Assert.Equal(new FailureGuard { Most = 50, Within = TimeSpan.FromMinutes(5), ADay = 60, Times = 0, For = TimeSpan.FromHours(1), UntilResumed = true, Then = HoldStep.StepUp }, failures);
        Assert.Equal(new PumpingGuard { Mode = PumpingMode.Block, Conversion = 30, Window = TimeSpan.FromHours(6), Trial = 3, For = TimeSpan.FromHours(2) }, pumping);
        var written = Encoding.UTF8.GetString(AlertRuleWriter.Write(list));
        Assert.Equal(written, Encoding.UTF8.GetString(AlertRuleWriter.Write(Read(written).List!)));
    }

    [Theory]
    [InlineData(""","countries":{}""", "purposes[0].countries.allow"), InlineData(""","countries":{"allow":["GB"],"block":["FR"]}""", "purposes[0].countries.allow")]
    [InlineData(""","countries":{"allow":["XX"]}""", "purposes[0].countries.allow[0]"), InlineData(""","countries":{"block":[]}""", "purposes[0].countries.block"), InlineData(""","countries":{"block":["FR"],"mode":"on"}""", "purposes[0].countries.mode")]
    [InlineData(""","numberTypes":{"refuse":["landline"]}""", "purposes[0].numberTypes.refuse[0]"), InlineData(""","changed":{"then":"deny"}""", "purposes[0].changed.within"), InlineData(""","changed":{"within":"PT1H"}""", "purposes[0].changed.then")]
    [InlineData(""","changed":{"within":"PT1H","then":"deny","whenUnknown":"send"}""", "purposes[0].changed.whenUnknown"), InlineData(""","simSwap":{"within":"P101D","then":"deny"}""", "purposes[0].simSwap.within"), InlineData(""","simSwap":{"within":"P1D","then":"ask"}""", "purposes[0].simSwap.then")]
    public void A_wrong_rule_of_a_purpose_is_named(string members, string field) => Assert.Equal((null, field), (Read(One(members)).List, Assert.Single(Read(One(members)).Errors).Field));

    [Theory]
    [InlineData("""{"failures":{"most":-1}}""", "guards.failures.most"), InlineData("""{"failures":{"within":"PT90S"}}""", "guards.failures.within"), InlineData("""{"failures":{"times":1}}""", "guards.failures.times")]
    [InlineData("""{"failures":{"then":"deny"}}""", "guards.failures.then"), InlineData("""{"failures":{"for":"P8D"}}""", "guards.failures.for"), InlineData("""{"failures":{"aDay":0.5}}""", "guards.failures.aDay")]
    [InlineData("""{"pumping":{"mode":"off"}}""", "guards.pumping.mode"), InlineData("""{"pumping":{"conversion":91}}""", "guards.pumping.conversion"), InlineData("""{"pumping":{"window":"PT59M"}}""", "guards.pumping.window")]
    [InlineData("""{"pumping":{"trial":0}}""", "guards.pumping.trial"), InlineData("""{"other":{}}""", "guards.other")]
    public void A_wrong_guard_is_named(string guards, string field) => Assert.Equal((null, field), (Read(All(guards)).List, Assert.Single(Read(All(guards)).Errors).Field));
}
