using Tidings.Core.Customers;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

/// <summary>Strangers ask for as many as they like under the name that somebody has too: neither his code nor his limits are theirs to take, and nobody learns who exists.</summary>
public sealed class When_many_share_a_name
{
    const string Ada = "447700900555";

    static CodedCustomer Numbers() => new(UnknownCustomers.Of(1, numberAlone: true), known: false);

    static CodedCustomer Nobodies() => new(UnknownCustomers.Of(1, numberAlone: false), known: false);

    static VerificationAnswer Alone(CodedCustomer name, ulong key, string number, string code = "482913") => name.Start(key, code, "contact-change", to: number, alone: true);

    static string Other(ulong i) => $"44770{i + 1_000_000}";

    [Fact]
    public void A_code_that_went_out_is_not_ended_by_those_who_are_not_there()
    {
        // As it was recorded when both had the same names, and there is no room for any more.
        var name = Nobodies();
        Alone(name, 1, Ada);
        for (ulong i = 1_001; i < 1_000 + Verification.MostOfShared; i++)
            Alone(name, i, Other(i));
        for (ulong i = 10; i < 300; i++)
            Assert.Equal(VerificationOutcome.Done, name.Start(i, asked: $"C-{i}").Outcome);
        Assert.Equal(VerificationOutcome.Done, name.Check("482913", purpose: "contact-change").Outcome);
    }

    [Fact]
    public void Nor_by_those_who_are_and_who_finds_no_room_is_told_when_there_is_some()
    {
        var name = Numbers();
        Alone(name, 1, Ada);
        name.Now += TimeSpan.FromMinutes(1);
        for (ulong i = 10; i < 200; i++)
        {
            Alone(name, i, Other(i));
            if (i % 3 == 0)
                name.Cancel(i);
        }
        var refused = Alone(name, 999, Other(999));
        Assert.Equal((VerificationOutcome.TooMany, TimeSpan.FromMinutes(9)), (refused.Outcome, refused.RetryAfter));
        Assert.Equal(Verification.MostOfShared, name.State.Verifications.Length);
        // He himself may begin again.
        Assert.Equal(VerificationOutcome.Done, Alone(name, 2, Ada, "715530").Outcome);
        Assert.Equal(VerificationOutcome.Done, name.Check("715530", 2, "contact-change").Outcome);
        Assert.Equal(VerificationOutcome.Done, Alone(name, 999, Other(999)).Outcome);
    }

    [Fact]
    public void What_was_counted_of_one_is_not_forgotten_for_others()
    {
        var name = Numbers();
        for (ulong i = 1; i <= 5; i++)
            Assert.Equal(VerificationOutcome.Done, Alone(name, i, Ada).Outcome);
        var others = 0;
        for (ulong i = 10; i < 5_000; i++)
        {
            if (Alone(name, i, Other(i)).Outcome != VerificationOutcome.Done)
                break;
            others++;
            name.Cancel(i);
        }
        Assert.Equal(VerificationOutcome.TooMany, Alone(name, 6, Ada).Outcome);
        // They come to an end before there is none left for what may be counted still.
        Assert.InRange(others, 3_000, CountedText.MostOfShared - Verification.MostOfShared * Purpose.MostTries);
        name.Now += TimeSpan.FromMinutes(61);
        Assert.Equal(VerificationOutcome.Done, Alone(name, 6, Ada).Outcome);
    }

    [Fact]
    public void Whoever_is_not_there_is_answered_alike_though_others_have_taken_his_place()
    {
        var (known, name) = (new CodedCustomer(), Nobodies());
        known.Start(session: "ours");
        var begun = name.Start(session: "ours").Now!.AsBegun() with { Rows = [new(1)] };
        for (ulong i = 10; i < 200; i++)
            name.Start(i, asked: $"C-{i}");
        Assert.Null(name.State.FindVerification(1));
        foreach (var tries in (int[])[1, 2])
        {
            var (his, nobodys) = (known.Check("000000", session: "ours"), name.Check("000000", session: "ours", begun: begun));
            Assert.Equal((VerificationOutcome.Wrong, tries), (his.Outcome, his.Now!.Wrong));
            Assert.Equal((VerificationOutcome.Wrong, tries), (nobodys.Outcome, nobodys.Now!.Wrong));
        }
        // What was counted of it is missed more than those of which nothing was.
        for (ulong i = 200; i < 400; i++)
            name.Start(i, asked: $"C-{i}");
        Assert.Equal(3, name.Check("482913", session: "ours", begun: begun).Now!.Wrong);
    }

    [Fact]
    public void Also_when_its_time_is_over_and_when_it_is_forgotten()
    {
        var (known, name) = (new CodedCustomer(), Nobodies());
        known.Start();
        var begun = name.Start().Now!.AsBegun();
        for (ulong i = 10; i < 200; i++)
            name.Start(i, asked: $"C-{i}");
        foreach (var (minutes, outcome) in ((int, VerificationOutcome)[])[(5, VerificationOutcome.Over), (64, VerificationOutcome.Over), (65, VerificationOutcome.Unknown)])
        {
            known.Now = name.Now = Given.Noon.AddMinutes(minutes);
            Assert.Equal((outcome, outcome), (known.Check("000000").Outcome, name.Check("000000", begun: begun).Outcome));
        }
    }

    [Fact]
    public void No_code_is_right_for_what_is_made_of_a_row()
    {
        var name = Nobodies();
        var begun = name.Start().Now!;
        Assert.Equal(begun.Code.Value.Length, begun.AsBegun().Code.Value.Length);
        Assert.All(begun.AsBegun().Code.Value, static octet => Assert.Equal(0, octet));
        var fresh = Nobodies();
        Assert.Equal(VerificationOutcome.Wrong, fresh.Check("482913", begun: begun.AsBegun()).Outcome);
    }
}
