using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Tests.Decide.Policies;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Tests.Verify.Guards;

/// <summary>Where codes do not go: numbers that changed lately, swapped SIM cards, countries and kinds of numbers.</summary>
public sealed class When_a_number_may_be_in_other_hands
{
    static readonly HoldRule Day = new(TimeSpan.FromDays(1), HoldStep.Deny);

    static PurposeList Login(Func<Purpose, Purpose> change) =>
        PresetPurposes.List with { Purposes = [.. PresetPurposes.List.Purposes.Select(purpose => purpose.Id is "login" or "contact-change" ? change(purpose) : purpose)] };

    static CodedCustomer Ada(Func<Purpose, Purpose> change, VerificationGuards? guards = null) => new(purposes: Login(change)) { Guards = guards ?? new(1) };

    static void ChangeNumber(CodedCustomer customer) => customer.Decide(new()
    {
        Source = "bank", Id = "moved", Type = EventTypes.CustomerUpdated, Time = customer.Now, Customer = "C-1", Profile = Given.Ada with { Phones = [new("447700900555")] },
    });

    [Fact]
    public void One_that_was_changed_lately_gets_nothing_and_whoever_asks_is_answered_as_always()
    {
        var customer = Ada(static purpose => purpose with { Changed = Day });
        Assert.Equal(VerificationOutcome.Done, customer.Start().Outcome);
        Assert.Single(customer.Last.Messages);
        ChangeNumber(customer);
        customer.Now = Given.Noon.AddHours(23);
        var answer = customer.Start(2);
        Assert.Equal((VerificationOutcome.Done, VerificationStatus.Pending, 5), (answer.Outcome, answer.Now!.Status, answer.Now.Tries));
        Assert.Empty(customer.Last.Messages);
        Assert.Equal("number-held", Assert.Single(customer.Last.Suppressions).Reason.Code);
        // The very code that was drawn.
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("482913", 2).Outcome);
        customer.Now = Given.Noon.AddHours(25);
        customer.Start(3);
        Assert.Equal("447700900555", Assert.Single(customer.Last.Messages).To.Digits);
    }

    [Fact]
    public void When_it_was_changed_outlives_a_snapshot()
    {
        var customer = Ada(static purpose => purpose with { Changed = Day });
        ChangeNumber(customer);
        customer.Restore();
        customer.Start();
        Assert.Empty(customer.Last.Messages);
    }

    [Theory]
    [InlineData(HoldStep.Wait, VerificationOutcome.TooMany), InlineData(HoldStep.StepUp, VerificationOutcome.Barred)]
    public void Where_the_purpose_says_so_the_caller_is_told_and_nothing_begins(HoldStep then, VerificationOutcome told)
    {
        var customer = Ada(purpose => purpose with { SimSwap = new(TimeSpan.FromDays(3), then, HoldStep.Send) });
        Assert.Equal(told, customer.Start(swap: SwapAnswer.Swapped).Outcome);
        Assert.Empty(customer.Last.Suppressions);
        Assert.Equal(0, customer.State.Verifications.Length);
        Assert.Equal(VerificationOutcome.Done, customer.Start(swap: SwapAnswer.NotSwapped).Outcome);
        Assert.Single(customer.Last.Messages);
        Assert.Equal(VerificationOutcome.Done, customer.Start(2, swap: SwapAnswer.Unknown).Outcome);
    }

    [Theory]
    [InlineData(HoldStep.Send, 1), InlineData(HoldStep.Deny, 0)]
    public void Where_nobody_can_tell_the_purpose_says_what_is_done(HoldStep whenUnknown, int texts)
    {
        var customer = Ada(purpose => purpose with { SimSwap = new(TimeSpan.FromDays(3), HoldStep.StepUp, whenUnknown) });
        Assert.Equal(VerificationOutcome.Done, customer.Start(swap: SwapAnswer.Unknown).Outcome);
        Assert.Equal(texts, customer.Last.Messages.Count);
    }

    [Fact]
    public void A_step_up_goes_by_the_app_of_whoever_has_one_and_others_are_told_what_is_open()
    {
        static PurposeList Apps() => new() { Purposes = [.. AppCustomer.Purposes.Purposes.Select(static purpose => purpose with { SimSwap = new(TimeSpan.FromDays(3), HoldStep.StepUp, HoldStep.Send) })] };
        static CodedCustomer With(CodedCustomer customer)
        {
            (customer.Book, customer.Guards) = (AppCustomer.Book(Apps()), new(1));
            return customer;
        }
        var app = With(AppCustomer.Start());
        var begun = app.Start(swap: SwapAnswer.Swapped);
        Assert.Equal((VerificationOutcome.Done, VerificationMeans.Totp), (begun.Outcome, begun.Now!.Means));
        Assert.Equal("number-held", Assert.Single(begun.Now.Barred!).Why.Code);
        Assert.Empty(app.Last.Messages);
        Assert.Equal(VerificationOutcome.Done, app.Check(app.Code()).Outcome);
        Assert.Equal(VerificationMeans.Sms, app.Start(2, swap: SwapAnswer.NotSwapped).Now!.Means);

        var none = With(AppCustomer.Start(enrolled: false)).Start(swap: SwapAnswer.Swapped);
        Assert.Equal((VerificationOutcome.Barred, "number-held not-enrolled"), (none.Outcome, string.Join(' ', none.Barred!.Select(static one => one.Why.Code))));
        Assert.Equal("number-held", Assert.Single(With(AppCustomer.Start()).Start(purpose: "phone", swap: SwapAnswer.Swapped).Barred!).Why.Code);
        // Whoever asks for the app is not held for the number.
        Assert.Equal(VerificationMeans.Totp, With(AppCustomer.Start()).Start(swap: SwapAnswer.Swapped, means: VerificationMeans.Totp).Now!.Means);
    }

    [Fact]
    public void Where_nobody_was_asked_nobody_could_tell()
    {
        var customer = Ada(static purpose => purpose with { SimSwap = new(TimeSpan.FromDays(3), HoldStep.StepUp, HoldStep.Deny) });
        Assert.Equal(VerificationOutcome.Done, customer.Start(swap: SwapAnswer.NotAsked).Outcome);
        Assert.Equal("number-held", Assert.Single(customer.Last.Suppressions).Reason.Code);
    }

    [Fact]
    public void Of_those_who_do_not_exist_as_many_are_told_so_and_each_the_same_again()
    {
        static Purpose Swaps(Purpose purpose) => purpose with { SimSwap = new(TimeSpan.FromDays(3), HoldStep.StepUp, HoldStep.Send) };
        var guards = new VerificationGuards(4711);
        // Of four hundred who exist one in ten was swapped.
        var known = Ada(Swaps, guards);
        for (var i = 0; i < 400; i++)
        {
            known.Now = Given.Noon.AddHours(i);
            known.Start((ulong)i + 1, swap: i % 10 == 0 ? SwapAnswer.Swapped : SwapAnswer.NotSwapped);
        }
        var nobody = new CodedCustomer(UnknownCustomers.Of(7, numberAlone: false), known: false, purposes: Login(Swaps)) { Guards = guards };
        VerificationOutcome[] Ask() => [.. Enumerable.Range(0, 500).Select(i => nobody.Start((ulong)i + 1_000, asked: $"X-{i}", swap: SwapAnswer.NotSwapped).Outcome)];
        var first = Ask();
        Assert.InRange(first.Count(static outcome => outcome == VerificationOutcome.Barred), 20, 70);
        // When one's time is over is another moment for each.
        nobody.Now = Given.Noon.AddHours(1);
        Assert.InRange(first.Zip(Ask()).Count(static pair => pair.First != pair.Second), 0, 8);
        nobody.Now = Given.Noon.AddDays(3);
        Assert.InRange(first.Zip(Ask()).Count(static pair => pair.First != pair.Second), 20, 140);
        // Of a number that the caller named the operator's answer is the same whosever it is.
        Assert.Equal(VerificationOutcome.Barred, nobody.Start(5, to: "447700900444", asked: "X-y", swap: SwapAnswer.Swapped).Outcome);
    }

    [Fact]
    public void Where_two_rules_say_different_things_each_is_told_to_as_many_who_do_not_exist()
    {
        static Purpose Both(Purpose purpose) => purpose with { Changed = new(TimeSpan.FromDays(3), HoldStep.Wait), SimSwap = new(TimeSpan.FromDays(3), HoldStep.Deny, HoldStep.StepUp) };
        var guards = new VerificationGuards(4711);
        var known = Ada(Both, guards);
        ChangeNumber(known);
        for (var i = 0; i < 400; i++)
        {
            // In a tenth of the time the number is new.
            known.Now = Given.Noon.AddHours(i % 10 == 0 ? 1 : 100);
            known.Start((ulong)i + 1, swap: SwapAnswer.NotSwapped);
        }
        var nobody = new CodedCustomer(UnknownCustomers.Of(7, numberAlone: false), known: false, purposes: Login(Both)) { Guards = guards };
        VerificationOutcome[] Ask(SwapAnswer answer) => [.. Enumerable.Range(0, 500).Select(i => nobody.Start((ulong)i + 1_000, asked: $"X-{i}", swap: answer).Outcome)];
        var told = Ask(SwapAnswer.NotSwapped);
        Assert.InRange(told.Count(static outcome => outcome == VerificationOutcome.TooMany), 20, 80);
        Assert.DoesNotContain(VerificationOutcome.Barred, told);
        // While the operator is away whoever exists is told so, and nobody likewise.
        Assert.Equal(VerificationOutcome.Barred, Ada(Both).Start(swap: SwapAnswer.Unknown).Outcome);
        Assert.All(Ask(SwapAnswer.Unknown), static outcome => Assert.Equal(VerificationOutcome.Barred, outcome));
    }

    [Fact]
    public void What_was_said_of_the_number_that_he_had_a_moment_before_says_nothing_of_this_one()
    {
        var customer = Ada(static purpose => purpose with { SimSwap = new(TimeSpan.FromDays(3), HoldStep.StepUp, HoldStep.Wait) });
        Assert.Equal(VerificationOutcome.TooMany, customer.Step(new()
        {
            Act = VerificationAct.Start, Key = 1, Purpose = "login", Code = "482913", Hash = CodedCustomer.Hash(1, "login", null, null, "482913"), Asked = UnknownCustomers.Asked("C-1", ""), Request = 1,
            Swap = SwapAnswer.NotSwapped, SwapOf = new("447700900999"),
        }).Outcome);
    }

    [Theory]
    [InlineData("GB", null, true), InlineData("DE,US", null, false), InlineData(null, "GB", false), InlineData(null, "FR", true)]
    public void Codes_go_to_the_countries_of_the_purpose(string? allow, string? block, bool british)
    {
        var rule = new CountryRule { Allow = allow?.Split(','), Block = block?.Split(',') };
        var customer = Ada(purpose => purpose with { Countries = rule });
        ChangeNumber(customer);
        Assert.Equal(VerificationOutcome.Done, customer.Start().Outcome);
        Assert.Equal(british ? 1 : 0, customer.Last.Messages.Count);
        if (!british)
            Assert.Equal("country", Assert.Single(customer.Last.Suppressions).Reason.Code);
        var watching = Ada(purpose => purpose with { Countries = rule with { Mode = GuardMode.Monitor } });
        ChangeNumber(watching);
        watching.Start();
        Assert.Single(watching.Last.Messages);
        Assert.Equal(british ? 0 : 1, watching.Guards!.Found(GuardKind.Country));
    }

    [Theory]
    [InlineData("447700900101", false), InlineData("15005550006", false), InlineData("447400123456", false), InlineData("12025550123", false)]
    [InlineData("449011234567", true), InlineData("448431234567", true), InlineData("445612345678", true), InlineData("447640123456", true), InlineData("445512345678", true)]
    public void Codes_go_to_no_premium_shared_internet_pager_or_company_number_unless_the_bank_says_so(string number, bool refused)
    {
        var purpose = PresetPurposes.List.Purposes[0];
        Assert.Equal(refused ? GuardKind.NumberType : null, NumberGuards.Refuse(purpose, new(number)));
        Assert.Null(NumberGuards.Refuse(purpose with { NumberTypes = new() { Refuse = [] } }, new(number)));
        Assert.Null(NumberGuards.Refuse(purpose with { NumberTypes = new() { Mode = GuardMode.Monitor } }, new(number)));
    }

    [Fact]
    public void Nothing_goes_to_a_prefix_that_is_pumped_and_nobody_is_told()
    {
        var list = PresetPurposes.List with { Guards = new() { Pumping = new() { Mode = PumpingMode.Block } } };
        var guards = new VerificationGuards(1);
        for (var i = 0; i < 60; i++)
            guards.Pumping.TryTake(new($"44770090{i:0000}"), "GB", list.Guards.Pumping, Given.Noon.AddMinutes(-3));
        var known = new CodedCustomer(purposes: list) { Guards = guards };
        var nobody = new CodedCustomer(UnknownCustomers.Of(7, numberAlone: false), known: false, purposes: list) { Guards = guards };
        Assert.Equal(VerificationOutcome.Done, known.Start(purpose: "contact-change", to: "447700900555").Outcome);
        Assert.Equal("pumping", Assert.Single(known.Last.Suppressions).Reason.Code);
        Assert.Equal(VerificationOutcome.Done, nobody.Start(purpose: "contact-change", to: "447700900555").Outcome);
        Assert.Equal(1, guards.Stopped(GuardKind.Pumping));
        known.Start(2);
        Assert.Single(known.Last.Messages);
    }

    [Fact]
    public void A_text_that_a_policy_keeps_back_says_nothing_of_who_types_codes()
    {
        var list = AppCustomer.Purposes with { Guards = new() { Pumping = new() { Mode = PumpingMode.Block } } };
        var guards = new VerificationGuards(1);
        var keeps = AppCustomer.Book(list, PolicyBank.Rule("NAMED", "deny", """ "text":["named-sender"] """, jurisdiction: "*"));
        for (var i = 0; i < 2 * PumpingWatch.MostFresh; i++)
        {
            var customer = new CodedCustomer($"C-{i}", purposes: list) { Book = keeps, Guards = guards };
            customer.Start(purpose: "phone", asked: $"C-{i}");
            Assert.Empty(customer.Last.Messages);
            Assert.Equal("policy-deny", Assert.Single(customer.Last.Suppressions).Reason.Code);
        }
        Assert.True(guards.Pumping.TryTake(Given.Ada.Phones[0], "GB", list.Guards.Pumping, Given.Noon));
    }

    [Fact]
    public void Another_code_is_not_sent_either_and_the_one_before_stays_good()
    {
        var list = PresetPurposes.List with { Guards = new() { Pumping = new() { Mode = PumpingMode.Block } } };
        var guards = new VerificationGuards(1);
        var known = new CodedCustomer(purposes: list) { Guards = guards };
        ChangeNumber(known);
        known.Start();
        Assert.Single(known.Last.Messages);
        for (var i = 0; i < 60; i++)
            guards.Pumping.TryTake(new($"44770090{i:0000}"), "GB", list.Guards.Pumping, Given.Noon);
        known.Now = Given.Noon.AddMinutes(3);
        Assert.Equal(VerificationOutcome.Done, known.Resend("715530").Outcome);
        Assert.Empty(known.Last.Messages);
        Assert.Equal(VerificationOutcome.Done, known.Check("482913").Outcome);
    }
}
