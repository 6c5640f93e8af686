using Tidings.Core.Customers;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

public sealed class When_a_code_is_checked
{
    static readonly Payment Rent = Payment.Of([new(new(950.00m, "EUR"), "Mill Cafe", "DE02120300000000202051")], batch: false);

    [Fact]
    public void It_is_sent_as_a_one_time_code_that_lives_as_long_as_it_is_good()
    {
        var customer = new CodedCustomer();
        Assert.Equal(VerificationOutcome.Done, customer.Start().Outcome);
        var message = Assert.Single(customer.Last.Messages);
        Assert.Equal((MessageClass.OneTimeCode, "verification-login", "verify-login/en/1"), (message.Class, message.Alert, message.Template));
        Assert.Equal("Example Bank: 482913 is your code to log in from a new device. Valid 5 min. Never share it, not even with us. Not you? Call us now.", message.Text);
        Assert.Equal((Given.Noon.AddMinutes(5), null), (message.ValidUntil, message.NotBefore));
        Assert.Equal(VerificationOutcome.Done, customer.Check("482 913").Outcome);
        Assert.Equal(VerificationStatus.Approved, customer.Status());
    }

    [Fact]
    public void It_is_right_once()
    {
        var customer = new CodedCustomer();
        customer.Start();
        customer.Check("482913");
        for (var i = 0; i < 3; i++)
            Assert.Equal(VerificationOutcome.Over, customer.Check("482913").Outcome);
        Assert.Empty(customer.Last.Delta.Changes);
    }

    [Fact]
    public void The_fifth_wrong_one_ends_it_the_fourth_does_not()
    {
        var customer = new CodedCustomer();
        customer.Start();
        for (var i = 0; i < 4; i++)
            Assert.Equal((VerificationOutcome.Wrong, VerificationStatus.Pending), (customer.Check($"00000{i}").Outcome, customer.Status()));
        customer.Restore();
        Assert.Equal((VerificationOutcome.Wrong, VerificationStatus.Failed), (customer.Check("000004").Outcome, customer.Status()));
        Assert.Equal(VerificationOutcome.Over, customer.Check("482913").Outcome);
        Assert.Equal(5, customer.State.FindVerification(1)!.Wrong);
    }

    [Fact]
    public void After_four_wrong_ones_the_right_one_is_right()
    {
        var customer = new CodedCustomer();
        customer.Start();
        for (var i = 0; i < 4; i++)
            customer.Check("000000");
        Assert.Equal(VerificationOutcome.Done, customer.Check("482913").Outcome);
    }

    [Fact]
    public void Another_code_in_its_place_gives_no_more_tries_and_ends_the_first()
    {
        var customer = new CodedCustomer();
        customer.Start();
        for (var i = 0; i < 4; i++)
            customer.Check("000000");
        Assert.Equal(VerificationOutcome.TooSoon, customer.Resend("715530").Outcome);
        customer.Now += TimeSpan.FromSeconds(30);
        Assert.Equal(VerificationOutcome.Done, customer.Resend("715530").Outcome);
        Assert.Contains("715530", Assert.Single(customer.Last.Messages).Text, StringComparison.Ordinal);
        Assert.Equal((VerificationOutcome.Wrong, VerificationStatus.Failed), (customer.Check("482913").Outcome, customer.Status()));
        Assert.Equal(VerificationOutcome.Over, customer.Check("715530").Outcome);
    }

    [Fact]
    public void However_often_it_is_sent_again_nothing_is_good_after_ten_minutes()
    {
        var customer = new CodedCustomer();
        customer.Start();
        foreach (var code in (string[])["100001", "100002", "100003"])
        {
            customer.Now += TimeSpan.FromMinutes(3);
            Assert.Equal(VerificationOutcome.Done, customer.Resend(code).Outcome);
        }
        Assert.Equal(Given.Noon.AddMinutes(10), customer.State.FindVerification(1)!.ExpiresAt);
        Assert.Equal(Given.Noon.AddMinutes(10), customer.Last.Messages[0].ValidUntil);
        Assert.Equal(VerificationOutcome.NoMoreResends, customer.Resend("100004").Outcome);
        customer.Now = Given.Noon.AddMinutes(10);
        Assert.Equal((VerificationOutcome.Over, VerificationStatus.Expired), (customer.Check("100003").Outcome, customer.Status()));
    }

    [Fact]
    public void For_another_purpose_it_is_wrong()
    {
        var customer = new CodedCustomer();
        customer.Start();
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("482913", purpose: "contact-change").Outcome);
        // Nor where only its hash is of the right purpose, or only the word.
        Assert.Equal(VerificationOutcome.Wrong, customer.Step(new() { Act = VerificationAct.Check, Key = 1, Purpose = "contact-change", Guesses = [CodedCustomer.Hash(1, "login", null, null, "482913")] }).Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check("482913").Outcome);
    }

    [Theory, InlineData("theirs"), InlineData(null)]
    public void In_another_session_it_is_wrong(string? session)
    {
        var customer = new CodedCustomer();
        customer.Start(session: "ours");
        Assert.Equal((VerificationOutcome.Wrong, 1), (customer.Check("482913", session: session).Outcome, customer.State.FindVerification(1)!.Wrong));
        // Nor where only its hash is of the right session.
        Assert.Equal(VerificationOutcome.Wrong, customer.Step(new() { Act = VerificationAct.Check, Key = 1, Purpose = "login", Session = CodedCustomer.SessionOf(session), Guesses = [CodedCustomer.Hash(1, "login", "ours", null, "482913")] }).Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check("482913", session: "ours").Outcome);
    }

    public static TheoryData<string, string, string?> Others => new()
    {
        { "950.01", "Mill Cafe", "DE02120300000000202051" }, { "950.00", "Mill Kafe", "DE02120300000000202051" }, { "950.00", "Mill Cafe", "DE02500105170137075030" }, { "950.00", "Mill Cafe", null },
    };

    [Theory, MemberData(nameof(Others))]
    public void A_payment_that_was_changed_ends_it_though_the_code_is_right(string amount, string payee, string? account)
    {
        var customer = new CodedCustomer();
        customer.Start(purpose: "payment", payment: Rent, code: "48291305");
        var other = Payment.Of([new(new(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "EUR"), payee, account)], batch: false);
        Assert.Equal((VerificationOutcome.Wrong, VerificationStatus.Changed), (customer.Check("48291305", purpose: "payment", payment: other).Outcome, customer.Status()));
        Assert.Equal(VerificationOutcome.Over, customer.Check("48291305", purpose: "payment", payment: Rent).Outcome);
    }

    [Fact]
    public void The_text_names_amount_and_payee_and_of_a_batch_the_total_and_how_many()
    {
        var customer = new CodedCustomer();
        customer.Start(purpose: "payment", payment: Rent, code: "48291305");
        Assert.Contains("48291305 is your code to pay €950.00 to Mill Cafe.", customer.Last.Messages[0].Text, StringComparison.Ordinal);
        var batch = Payment.Of([new(new(1, "EUR"), "A", null), new(new(2.5m, "EUR"), "B", null)], batch: true);
        customer.Start(2, purpose: "payment", payment: batch, code: "71553001");
        Assert.Contains("to pay €3.50 in 2 payments.", customer.Last.Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal(VerificationOutcome.Done, customer.Check("71553001", 2, "payment", payment: batch).Outcome);
    }

    [Fact]
    public void The_code_of_one_verification_is_wrong_in_another()
    {
        var customer = new CodedCustomer();
        customer.Start(1, "482913", "login");
        customer.Start(2, "715530", "contact-change");
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("715530", 1).Outcome);
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("482913", 2, "contact-change").Outcome);
        // The hash itself, taken from the one and put into the other.
        Assert.Equal(VerificationOutcome.Wrong, customer.Step(new() { Act = VerificationAct.Check, Key = 2, Purpose = "contact-change", Guesses = [CodedCustomer.Hash(1, "login", null, null, "482913")] }).Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check("482913", 1).Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check("715530", 2, "contact-change").Outcome);
        // Nor where the same code happened to be drawn again for the same purpose.
        customer.Start(3, "482913");
        Assert.Equal(VerificationOutcome.Wrong, customer.Step(new() { Act = VerificationAct.Check, Key = 3, Purpose = "login", Guesses = [CodedCustomer.Hash(1, "login", null, null, "482913")] }).Outcome);
        Assert.Equal(VerificationOutcome.Done, customer.Check("482913", 3).Outcome);
    }

    [Fact]
    public void Another_for_the_same_purpose_ends_the_first_and_wrong_codes_count_for_the_customer()
    {
        var customer = new CodedCustomer();
        customer.Start(1);
        customer.Start(2, "715530");
        Assert.Equal(VerificationStatus.Superseded, customer.Status(1));
        Assert.Equal(VerificationOutcome.Over, customer.Check("482913", 1).Outcome);
        for (var i = 0; i < 5; i++)
            customer.Check("000000", 2);
        customer.Start(3);
        for (var i = 0; i < 5; i++)
            customer.Check("000000", 3);
        // Ten in an hour, whichever verification they were for.
        var later = customer.Start(4);
        Assert.Equal((VerificationOutcome.TooMany, TimeSpan.FromHours(1)), (later.Outcome, later.RetryAfter));
        Assert.Empty(customer.Last.Delta.Changes);
        customer.Now += TimeSpan.FromMinutes(61);
        Assert.Equal(VerificationOutcome.Done, customer.Start(5).Outcome);
    }

    [Fact]
    public void The_tenth_wrong_one_of_a_customer_in_an_hour_is_judged_and_nothing_after_it()
    {
        var customer = new CodedCustomer();
        customer.Start(1);
        customer.Start(2, "715530", "contact-change");
        for (var i = 0; i < 4; i++)
            customer.Check("000000", 1);
        for (var i = 0; i < 5; i++)
            customer.Check("000000", 2, "contact-change");
        customer.Start(3, "900001");
        Assert.Equal(VerificationOutcome.Wrong, customer.Check("000000", 3).Outcome);
        Assert.Equal((VerificationOutcome.Over, VerificationStatus.Failed), (customer.Check("900001", 3).Outcome, customer.Status(3)));
    }

    [Fact]
    public void Five_begin_in_a_quarter_of_an_hour_and_no_sixth()
    {
        var customer = new CodedCustomer();
        for (ulong i = 1; i <= 5; i++)
            Assert.Equal(VerificationOutcome.Done, customer.Start(i).Outcome);
        customer.Restore();
        Assert.Equal(VerificationOutcome.TooMany, customer.Start(6).Outcome);
        Assert.Equal(VerificationOutcome.TooMany, customer.Start(6, purpose: "contact-change").Outcome);
        Assert.Equal(VerificationStatus.Pending, customer.Status(5));
        customer.Now += TimeSpan.FromMinutes(16);
        Assert.Equal(VerificationOutcome.Done, customer.Start(6).Outcome);
    }

    [Fact]
    public void Numbers_that_lie_beside_each_other_are_counted_together_and_what_is_refused_takes_no_other_room()
    {
        var counts = new TextCounters();
        var purposes = PresetPurposes.List with { Limits = new() { Prefix = new(3, TimeSpan.FromMinutes(10)) } };
        VerificationAnswer To(int number) => new CodedCustomer($"C-{number}", purposes: purposes) { Counts = counts }.Start(to: $"4477009{number}", purpose: "contact-change");
        Assert.Equal([VerificationOutcome.Done, VerificationOutcome.Done, VerificationOutcome.Done, VerificationOutcome.TooMany], ((int[])[11001, 11002, 11003, 11004]).Select(number => To(number).Outcome));
        Assert.Equal(VerificationOutcome.Done, To(21001).Outcome);
        // The number itself was given back each time: it is never its own limit, of an hour, that refuses.
        for (var i = 0; i < 20; i++)
            Assert.Equal((VerificationOutcome.TooMany, TimeSpan.FromMinutes(10)), (To(11005).Outcome, To(11005).RetryAfter));
    }

    [Fact]
    public void Its_time_ends_it_and_our_own_clock_says_so()
    {
        var customer = new CodedCustomer();
        customer.Start();
        Assert.Equal(Given.Noon.AddMinutes(5), customer.State.NextDue);
        customer.Now = Given.Noon.AddMinutes(5).AddTicks(-1);
        Assert.Empty(customer.Due());
        customer.Now = Given.Noon.AddMinutes(5);
        var due = Assert.Single(customer.Due());
        customer.Decide(due with { Verification = due.Verification! with { At = customer.Now } });
        Assert.Equal((VerificationStatus.Expired, null), (customer.Status(), customer.State.NextDue));
        Assert.Equal(VerificationOutcome.Over, customer.Check("482913").Outcome);
    }

    [Fact]
    public void A_clock_that_was_put_back_does_not_bring_it_back()
    {
        var customer = new CodedCustomer();
        customer.Start();
        customer.Now = Given.Noon.AddMinutes(2);
        customer.Steady = Given.Noon.AddMinutes(6);
        Assert.Equal((VerificationOutcome.Over, VerificationStatus.Expired), (customer.Check("482913").Outcome, customer.Status()));
    }

    [Fact]
    public void The_bank_may_end_it()
    {
        var customer = new CodedCustomer();
        customer.Start();
        Assert.Equal((VerificationOutcome.Done, VerificationStatus.Cancelled), (customer.Cancel().Outcome, customer.Status()));
        Assert.Equal(VerificationOutcome.Over, customer.Check("482913").Outcome);
        Assert.Equal(VerificationOutcome.Over, customer.Cancel().Outcome);
    }

    [Fact]
    public void Of_an_ended_one_it_is_known_for_an_hour_how_it_ended_and_what_is_kept_is_bounded()
    {
        var customer = new CodedCustomer(purposes: PresetPurposes.List with { Limits = new() { Customer = new(100, TimeSpan.FromMinutes(1)) } });
        customer.Start();
        customer.Check("482913");
        customer.Now += TimeSpan.FromMinutes(60);
        customer.Start(2);
        Assert.Equal(VerificationStatus.Approved, customer.Status());
        customer.Now += TimeSpan.FromMinutes(6);
        customer.Start(3);
        Assert.Null(customer.State.FindVerification(1));
        for (ulong i = 10; i < 60; i++)
            customer.Start(i);
        Assert.Equal(Verification.Most, customer.State.Verifications.Length);
        Assert.Equal(VerificationStatus.Pending, customer.Status(59));
    }

    [Fact]
    public void After_an_hour_it_is_nobodys_whether_anything_came_between_or_not()
    {
        var customer = new CodedCustomer();
        customer.Start();
        customer.Check("482913");
        customer.Now += TimeSpan.FromMinutes(65) - TimeSpan.FromTicks(1);
        Assert.Equal((VerificationOutcome.Over, VerificationStatus.Approved), (customer.Check("482913").Outcome, customer.Status()));
        customer.Now += TimeSpan.FromTicks(1);
        Assert.Equal(VerificationOutcome.Unknown, customer.Check("482913").Outcome);
        // Nor does it fall due for ever where nobody could say that its time was over.
        customer.Start(2);
        customer.Now += TimeSpan.FromHours(3);
        var due = Assert.Single(customer.Due());
        customer.Decide(due with { Verification = due.Verification! with { At = customer.Now } });
        Assert.Empty(customer.Due());
    }

    [Fact]
    public void A_request_that_is_repeated_when_its_verification_is_forgotten_is_told_so()
    {
        var customer = new CodedCustomer();
        var begun = customer.Start().Now!;
        VerificationOutcome Again(DateTimeOffset at) => VerificationDecision.Repeated(customer.State, new()
        {
            Source = "s", Id = "again", Type = EventTypes.Verification, Time = at, Customer = "C-1", Verification = new() { Act = VerificationAct.Start, Key = 2, Request = 1, At = at },
        }, begun.Event)!.Outcome;
        var end = begun.ExpiresAt + Verification.Remembered;
        Assert.Equal((VerificationOutcome.Done, VerificationOutcome.Reused), (Again(end - TimeSpan.FromTicks(1)), Again(end)));
    }

    [Fact]
    public void What_is_counted_of_them_does_not_push_out_what_policies_have_counted()
    {
        var month = TimeSpan.FromDays(31);
        var customer = new CodedCustomer(purposes: PresetPurposes.List with { Limits = new() { Customer = new(100, month), Wrong = new(100, month) } });
        customer.State.Apply(new() { EventKey = 77, At = customer.Now, Changes = [.. Enumerable.Repeat(new TextCounted(9), 60)] }, new(999));
        for (ulong i = 1; i <= 100; i++)
        {
            Assert.Equal(VerificationOutcome.Done, customer.Start(i).Outcome);
            Assert.Equal(VerificationOutcome.Wrong, customer.Check("000000", i).Outcome);
        }
        customer.Restore();
        Assert.Equal(60, customer.State.TextsCounted(9, Given.Noon.AddDays(-1)));
        Assert.Equal(VerificationOutcome.TooMany, customer.Start(101).Outcome);
    }

    [Fact]
    public void Nor_do_those_that_begin_all_day_push_out_wrong_codes()
    {
        var customer = new CodedCustomer(purposes: PresetPurposes.List with { Limits = new() { Customer = new(5, TimeSpan.FromMinutes(1)), Wrong = new(4, TimeSpan.FromDays(1)) } });
        customer.Start(1);
        for (var i = 0; i < 3; i++)
            customer.Check("000000");
        for (ulong i = 2; i <= 400; i++)
        {
            customer.Now += TimeSpan.FromMinutes(2);
            Assert.Equal(VerificationOutcome.Done, customer.Start(i).Outcome);
        }
        customer.Check("000000", 400);
        Assert.Equal(VerificationOutcome.TooMany, customer.Start(401).Outcome);
    }

    [Fact]
    public void It_is_what_it_was_after_a_snapshot_with_the_rows_of_its_texts()
    {
        var customer = new CodedCustomer();
        customer.Start(session: "ours", purpose: "payment", payment: Rent, code: "48291305");
        customer.Now += TimeSpan.FromSeconds(31);
        customer.Resend("71553001", purpose: "payment", session: "ours", payment: Rent);
        var before = customer.State.Snapshot();
        customer.Restore();
        Assert.Equal(before, customer.State.Snapshot());
        Assert.Equal(2, customer.State.FindVerification(1)!.Rows.Distinct().Count());
        Assert.Equal(VerificationOutcome.Done, customer.Check("71553001", purpose: "payment", session: "ours", payment: Rent).Outcome);
    }

    [Fact]
    public void Nothing_of_it_prints_a_code()
    {
        var customer = new CodedCustomer();
        var answer = customer.Start();
        VerificationStep step = new() { Act = VerificationAct.Start, Key = 1, Code = "482913" };
        Assert.All((object[])[answer, answer.Now!, answer.Now!.Code, step, customer.Last.Messages[0], customer.Last.Drafts[0], Rent], static thing => Assert.Contains("redacted", thing.ToString(), StringComparison.Ordinal));
    }
}
