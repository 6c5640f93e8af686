using MemoryPack;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Replies;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Track.Replies;
using Tidings.Core.Track.Replies.Keywords;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide.Replies;

public sealed class When_a_customer_replies
{
    static readonly Msisdn Phone = Ada.Phones[0];

    static Given Bank(CustomerProfile? profile = null, BankSettings? bank = null, PolicyBook? policies = null, KeywordBook? keywords = null, IReadOnlyList<AlertRule>? rules = null)
    {
        var given = new Given(profile, bank);
        given.Book = Rulebook.Create(bank ?? Given.Bank, rules ?? PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, [], policies, keywords)!;
        return given;
    }

    static Decision Write(Given given, string text, ulong fingerprint = 1, Msisdn? from = null, Func<InboundReply, InboundReply>? with = null)
    {
        var read = given.Book.Keywords.Read(text);
        var reply = new InboundReply { Text = text, From = from ?? Phone, To = "EXAMPLE", Carrier = "main", Meaning = read.Meaning, Keyword = read.Own, Language = read.Language, Fingerprint = fingerprint };
        return given.Happened(EventTypes.ReplyReceived, e => e with { Reply = with?.Invoke(reply) ?? reply });
    }

    static string Answer(Decision decision) => Assert.Single(decision.Messages).Text;

    [Fact]
    public void An_answer_may_be_sent_for_four_hours_and_quiet_hours_do_not_hold_it()
    {
        var given = Bank(Ada with { QuietHours = new(new(0, 0), new(23, 59)) });
        var answer = Assert.Single(Write(given, "help").Messages);
        Assert.Equal((Noon.AddHours(4), null), (answer.ValidUntil, answer.NotBefore));
    }

    static Decision Pay(Given given) => given.Posted(TransactionKind.CardPayment, 12.30m);

    [Fact]
    public void Stop_ends_what_may_be_ended_and_says_what_still_comes()
    {
        var given = Bank();
        Assert.Equal("Example Bank: You get no more alerts by text. Still sent: security messages. Reply START to get them again.", Answer(Write(given, "STOP!!")));
        Assert.Equal(["card-payment:stopped"], Pay(given).NotTold());
        Assert.Equal(["password-changed"], given.Happened(EventTypes.PasswordChanged).Told());
        Assert.Equal("Example Bank: You get alerts by text again. Reply STOP to end them.", Answer(Write(given, "start", 2)));
        Assert.Equal(["card-payment"], Pay(given).Told());
    }

    [Fact]
    public void What_is_sent_after_stop_says_that_the_bank_has_made_it_mandatory()
    {
        var given = Bank();
        Write(given, "stop");
        Assert.Contains(given.Happened(EventTypes.PasswordChanged).Messages.Single().Reasons, static reason => reason is { Code: "mandatory" } && reason.Text.Contains("STOP", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("card-payment", MessageClass.Transaction, true), InlineData("card-payment", MessageClass.Balance, true), InlineData("card-payment", MessageClass.Promotional, true)]
    [InlineData("card-payment", MessageClass.AdHoc, true), InlineData("card-payment", MessageClass.Awareness, true), InlineData("card-payment", MessageClass.Reply, false)]
    [InlineData("card-payment", MessageClass.OneTimeCode, false), InlineData("card-payment", MessageClass.Fraud, false), InlineData("card-payment", MessageClass.Security, false)]
    [InlineData("card-payment", MessageClass.Transaction, false, "policy-must-send"), InlineData("mandatory", MessageClass.Transaction, false), InlineData("of-old", MessageClass.Transaction, true)]
    public void What_waits_is_ended_unless_it_protects_or_must_come(string alert, MessageClass of, bool ended, string because = "alert")
    {
        var rules = PresetAlerts.Rules.Append(PresetAlerts.Rules.Single(static rule => rule.Id == "card-payment") with { Id = "mandatory", Mandatory = true });
        var text = Pay(Bank()).Messages.Single() with { Alert = alert, Class = of, Reasons = [new(because, "of a test")] };
        Assert.Equal(ended, StopReach.EndsWaiting(Given.BookOf(Given.Bank, [.. rules]), text, DecidedOf(text), Ada, Noon));
    }

    static DecidedEvent DecidedOf(Message text, string type = EventTypes.TransactionPosted) =>
        new() { Source = "s", EventId = "E-1", Type = type, Time = Noon, Customer = Ada.Id, Messages = [text], Suppressions = [] };

    [Theory]
    [InlineData("US", true), InlineData("GB", false), InlineData("", true, "12025550123"), InlineData("", false, "447700900101"), InlineData(null, true, "12025550123"), InlineData(null, false, "447700900101")]
    [InlineData("US", false, null, MessageClass.Security)]
    public void What_waits_and_is_mandatory_is_ended_where_a_law_lets_the_customer_revoke(string? country, bool ended, string? to = null, MessageClass of = MessageClass.Transaction)
    {
        var bank = Given.Bank with { HomeCountry = "US", Policies = new() { Packs = ["us"] } };
        var given = Bank(bank: bank, policies: Packs(bank), rules: PresetsWith("card-payment", static rule => rule with { Mandatory = true }));
        var text = Pay(Bank()).Messages.Single() with { Class = of };
        text = to is null ? text : text with { To = new(to) };
        Assert.Equal(ended, StopReach.EndsWaiting(given.Book, text, DecidedOf(text), country is null ? null : Ada with { Country = country }, Noon));
    }

    [Fact]
    public void A_text_that_somebody_of_the_bank_writes_is_ended_too()
    {
        var given = Bank();
        Write(given, "stop");
        var adHoc = given.Happened(EventTypes.AdHoc, static e => e with { AdHoc = new("Your branch is closed today", TimeSpan.FromHours(1), "operator:x", "closed") });
        Assert.Equal(["ad-hoc:stopped"], adHoc.NotTold());
    }

    [Fact]
    public void A_scheduled_balance_is_ended_and_stays_on_its_schedule()
    {
        var given = Bank(Ada with { Preferences = [new("balance-scheduled", null, true, null, new(ScheduleEvery.Day, 1, new(8, 0)))] });
        given.Balance(100);
        Write(given, "stop");
        given.Now = given.State.NextDue!.Value;
        Assert.Equal(["balance-scheduled:stopped"], given.Happened(EventTypes.BalanceDue, static e => e with { Account = "A-1" }).NotTold());
        Assert.True(given.State.NextDue > given.Now);
    }

    [Fact]
    public void Stop_is_confirmed_once()
    {
        var given = Bank();
        Write(given, "stop");
        Assert.Equal(["reply-stop:already-stopped"], Write(given, "STOP please", 2).NotTold());
        Assert.True(given.State.Stopped);
    }

    static PolicyBook Packs(BankSettings bank) => PolicyBook.Create(bank, ShippedPacks.All, [])!;

    [Fact]
    public void A_law_that_lets_the_customer_revoke_ends_mandatory_alerts_as_well_and_the_confirmation_promises_none()
    {
        var bank = Given.Bank with { HomeCountry = "US", Policies = new() { Packs = ["us"] } };
        var given = Bank(Ada with { Country = "US" }, bank, Packs(bank));
        Assert.Equal("Example Bank: You get no more alerts by text. Reply START to get them again.", Answer(Write(given, "STOP")));
        Assert.StartsWith("policy", Assert.Single(given.Happened(EventTypes.PasswordChanged).Suppressions).Reason.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_that_has_an_alert_sent_keeps_it_and_the_confirmation_says_so()
    {
        var must = new PolicyPack
        {
            Id = "must", Title = "Must", Rules = [new() { Id = "M-1", Jurisdiction = "*", Effect = PolicyEffect.MustSend, Classes = [MessageClass.Transaction], Source = "a law", Confidence = PolicyConfidence.PrimaryTextRead }],
        };
        var bank = Given.Bank with { Policies = new() { Packs = ["must"] } };
        var given = Bank(bank: bank, policies: PolicyBook.Create(bank, [must], []));
        Assert.Equal("Example Bank: You get no more alerts by text. Still sent: security messages, payments. Reply START to get them again.", Answer(Write(given, "STOP")));
        Assert.Equal(["card-payment"], Pay(given).Told());
        Assert.Contains("low-balance:stopped", given.Balance(20).NotTold());
    }

    [Fact]
    public void What_the_bank_itself_has_off_is_not_recorded_as_ended()
    {
        var given = Bank(rules: PresetsWith("card-payment", static rule => rule with { OnByDefault = false }));
        Write(given, "stop");
        Assert.Empty(Pay(given).Suppressions);
    }

    [Theory]
    [InlineData("de", "Hilfe", "Example Bank: Dies sind Meldungen zu Ihren Konten."), InlineData("ar", "STOP", "\u200fExample Bank: لن تصلك تنبيهات نصية بعد الآن. سيستمر إرسال: رسائل الأمان."), InlineData("it-CH", "aiuto", "Example Bank: Sono avvisi sui suoi conti.")]
    public void The_answer_is_in_the_customers_language_whatever_he_wrote_in(string language, string text, string begins) =>
        Assert.StartsWith(begins, Answer(Write(Bank(Ada with { Language = language }), text)), StringComparison.Ordinal);

    [Fact]
    public void Info_says_whether_texts_are_on()
    {
        var given = Bank();
        Assert.Equal("Example Bank: Alerts by text are on. Reply STOP to end them. Always sent: security messages.", Answer(Write(given, "INFO")));
        Write(given, "stop", 2);
        Assert.Equal("Example Bank: Alerts by text are off. Reply START to get them again. Always sent: security messages.", Answer(Write(given, "INFO", 3)));
    }

    [Fact]
    public void A_keyword_of_the_banks_own_is_answered_by_its_template()
    {
        var hours = new Template { Id = "opening-hours", Version = 1, Class = MessageClass.Reply, State = TemplateState.Approved, Bodies = new Dictionary<string, string> { ["en"] = "{{ bank }}: Open 9 to 5." } };
        var keywords = KeywordBook.Create(PresetKeywords.List with { Own = [new("hours", "opening-hours", ["hours"])] }, []);
        var given = Bank(keywords: keywords);
        given.Book = Rulebook.Create(Given.Bank, PresetAlerts.Rules, new Composer(new TemplateBook([.. PresetTemplates.All, hours])), null, [], null, keywords)!;
        var told = Assert.Single(Write(given, "Hours?").Messages);
        Assert.Equal(("Example Bank: Open 9 to 5.", MessageClass.Reply, "opening-hours/en/1"), (told.Text, told.Class, told.Template));
    }

    [Fact]
    public void What_is_not_understood_gets_one_help_text_an_hour_and_courtesy_none()
    {
        var given = Bank();
        Assert.StartsWith("Example Bank: We did not understand your text.", Answer(Write(given, "lorem ipsum")), StringComparison.Ordinal);
        Assert.Equal(["reply-unclear:answered-before"], Write(given, "dolor sit", 2).NotTold());
        Assert.Equal(["reply-unclear:asks-nothing"], Write(given, "Thanks!", 3).NotTold());
        given.Now += TimeSpan.FromMinutes(61);
        Assert.Equal(["reply-unclear"], Write(given, "amet", 4).Told());
    }

    [Fact]
    public void Two_machines_that_answer_each_other_fall_silent_and_stop_is_heeded_all_the_same()
    {
        var given = Bank();
        var answered = 0;
        for (ulong i = 0; i < 50; i++)
        {
            answered += Write(given, "help", i).Messages.Count;
            given.Now += TimeSpan.FromSeconds(10);
        }
        Assert.Equal(4, answered);
        Assert.Equal(["reply-stop:answered-enough"], Write(given, "stop", 99).NotTold());
        Assert.Equal(["card-payment:stopped"], Pay(given).NotTold());
    }

    [Fact]
    public void Who_writes_more_than_is_kept_of_him_in_an_hour_is_not_answered_again()
    {
        var given = Bank(keywords: KeywordBook.Create(PresetKeywords.List with { AnswersAnHour = 20 }, []));
        var answered = 0;
        for (ulong i = 0; i < 500; i++)
            answered += Write(given, i % 30 == 0 ? "help" : "thanks", i).Messages.Count;
        // Those before as many are remembered as may be; what comes after might push the memory of an answer out.
        Assert.Equal(3, answered);
        Assert.Equal(HeardReply.Most, given.State.Heard.Length);
    }

    [Fact]
    public void Who_shares_the_number_is_stopped_and_not_answered_and_the_answer_says_that_it_holds_for_all()
    {
        var given = Bank();
        Assert.Equal(["reply-stop:shared-number"], Write(given, "stop", with: static reply => reply with { Sharers = 2, Answered = false }).NotTold());
        Assert.True(given.State.Stopped);
        Assert.Contains("This holds for all customers with this number.", Answer(Write(Bank(), "stop", with: static reply => reply with { Sharers = 2 })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("15005550006", 1), InlineData("28282", 0)]
    public void An_unknown_number_is_answered_once_a_day_and_changes_nothing(string digits, int answers)
    {
        var (given, number) = (Bank(), new Msisdn(digits));
        var stranger = new CustomerState { Id = Strangers.Of(number) };
        var told = new List<string>();
        for (ulong i = 0; i < 5; i++)
        {
            var reply = new InboundReply { Text = "ARRÊT", From = number, To = "EXAMPLE", Carrier = "main", Meaning = ReplyMeaning.Stop, Language = "fr", Fingerprint = i };
            var decision = Decider.Decide(given.Book, stranger, null, new() { Source = "s", Id = $"{i}", Type = EventTypes.ReplyReceived, Time = Noon, Customer = stranger.Id, Reply = reply }, i, Noon.AddHours((double)i));
            stranger.Apply(decision.Delta);
            told.AddRange(decision.Messages.Select(static message => message.Text));
        }
        Assert.Equal(answers, told.Count);
        Assert.All(told, static text => Assert.StartsWith("Example Bank: Nous n'envoyons pas de messages", text, StringComparison.Ordinal));
        Assert.False(stranger.Stopped);
    }

    [Fact]
    public void The_names_of_strangers_are_few_and_tell_no_number()
    {
        var names = Enumerable.Range(0, 20_000).Select(static i => Strangers.Of(new($"4477009{i:00000}"))).Distinct().ToArray();
        Assert.Equal(Strangers.Names, names.Length);
        Assert.All(names, static name => Assert.True(Strangers.IsOne(name) && !name.Contains("7700", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_same_text_is_a_repetition_within_its_window_unless_it_ends_texts_anew()
    {
        var given = Bank();
        Write(given, "stop", 7);
        Assert.True(given.State.RepeatsReply(Text(7, ReplyMeaning.Stop), given.Now.AddMinutes(-10)));
        Assert.False(given.State.RepeatsReply(Text(8, ReplyMeaning.Stop), given.Now.AddMinutes(-10)));
        Assert.False(given.State.RepeatsReply(Text(7, ReplyMeaning.Stop), given.Now.AddTicks(1)));
        Write(given, "start", 8);
        Assert.False(given.State.RepeatsReply(Text(7, ReplyMeaning.Stop), given.Now.AddMinutes(-10)));
        Assert.True(given.State.RepeatsReply(Text(8, ReplyMeaning.Start), given.Now.AddMinutes(-10)));
    }

    static InboundReply Text(ulong fingerprint, ReplyMeaning meaning, Msisdn? from = null, bool taken = true) =>
        new() { Text = "", From = from ?? Phone, To = "EXAMPLE", Carrier = "main", Meaning = meaning, Fingerprint = fingerprint, FirstWasTaken = taken };

    [Theory]
    [InlineData("start", ReplyMeaning.Start), InlineData("help", ReplyMeaning.Help)]
    public void The_same_text_is_meant_again_where_he_has_written_another_between(string word, ReplyMeaning meaning)
    {
        var given = Bank();
        Write(given, word, 7);
        Assert.True(given.State.RepeatsReply(Text(7, meaning), Noon));
        Write(given, "stop", 8, new("15005550077"));
        Assert.False(given.State.RepeatsReply(Text(7, meaning), Noon));
        // A carrier that had no answer to either brings both again, in their order.
        Assert.True(given.State.RepeatsReply(Text(7, meaning, taken: false), Noon));
        Write(given, word, 7);
        Assert.True(given.State.RepeatsReply(Text(7, meaning), Noon));
    }

    [Fact]
    public void Among_strangers_who_share_a_name_only_the_same_number_writes_between()
    {
        var (number, other) = (new Msisdn("15005550006"), new Msisdn("15005550077"));
        var stranger = new CustomerState { Id = Strangers.Of(number) };
        Heard(1, number);
        Heard(2, other);
        Assert.True(stranger.RepeatsReply(Text(1, ReplyMeaning.Help, number), Noon));
        Heard(3, number);
        Assert.False(stranger.RepeatsReply(Text(1, ReplyMeaning.Help, number), Noon));

        void Heard(ulong fingerprint, Msisdn from) => stranger.Apply(new() { EventKey = fingerprint, At = Noon, Changes = [new ReplyHeard(new(fingerprint, HeardReply.NumberOf(from), Noon.UtcTicks, AnswerKind.None), ReplyEffect.None)] });
    }

    [Fact]
    public void What_was_heard_outlives_a_snapshot_and_a_replay()
    {
        var given = Bank();
        Write(given, "stop", 7);
        var restored = CustomerState.Restore(given.State.Snapshot());
        var replayed = new CustomerState { Id = "C-1" };
        foreach (var delta in given.Deltas)
            replayed.Apply(MemoryPackSerializer.Deserialize<StateDelta>(MemoryPackSerializer.Serialize(delta))!);
        Assert.All([restored, replayed], state => Assert.Equal((true, given.State.StoppedAt, true), (state.Stopped, state.StoppedAt, state.RepeatsReply(Text(7, ReplyMeaning.Stop), Noon))));
    }
}
