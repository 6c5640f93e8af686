using System.Security.Cryptography;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Server.Deliver;
using Tidings.Server.Partitions;
using Tidings.Server.Tests.Partitions;

namespace Tidings.Server.Tests.Verify;

/// <summary>A partition over the real store whose clock the test turns.</summary>
public sealed class When_a_partition_verifies
{
    const string Code = "482913";
    static int _step;

    static async Task<OwnedPartition> Open()
    {
        var partition = await OwnedPartition.Open();
        partition.Pipeline = new EventPipeline(Rulebook.Create(
            new() { Name = "Example Bank", Sender = new("EXAMPLE"), HomeCountry = "GB" }, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, [])!);
        return partition;
    }

    static BankEvent Event(VerificationStep step, string? id = null) =>
        new() { Source = "tidings:verification:test", Id = id ?? $"{Interlocked.Increment(ref _step)}", Type = EventTypes.Verification, Time = default, Customer = "c1", Verification = step };

    static KeyedHash Hash(string code) => new(1, SHA256.HashData(CodeBinding.Of(7, "login", null, null, code)));

    static VerificationStep Start(ulong request = 1) => new() { Act = VerificationAct.Start, Key = 7, Purpose = "login", Code = Code, Hash = Hash(Code), Asked = 1, Request = request };

    static VerificationStep Check(string code) => new() { Act = VerificationAct.Check, Key = 7, Purpose = "login", Guesses = [Hash(code)] };

    static async Task<VerificationAnswer> Take(OwnerInTurns owner, VerificationStep step, string? id = null) => (await owner.Accept([Event(step, id)]))[0].Verification!;

    static async Task<OwnerInTurns> Begun(OwnedPartition partition)
    {
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1")]);
        var begun = (await owner.Accept([Event(Start(), "begin")]))[0];
        Assert.Equal((EventStatus.Accepted, VerificationOutcome.Done, 1), (begun.Status, begun.Verification!.Outcome, begun.Messages));
        Assert.Equal([begun.First], begun.Verification.Now!.Rows);
        return owner;
    }

    [Fact]
    public async Task A_hundred_in_one_turn_are_judged_one_after_the_other()
    {
        await using var partition = await Open();
        var owner = await Begun(partition);
        var before = (await partition.Journal()).Count;
        var outcomes = await owner.Accept([.. Enumerable.Range(0, 100).Select(static _ => Event(Check("000000")))]);
        Assert.Equal(5, outcomes.Count(static outcome => outcome.Verification!.Outcome == VerificationOutcome.Wrong));
        Assert.Equal(95, outcomes.Count(static outcome => outcome.Verification!.Outcome == VerificationOutcome.Over));
        // What changed nothing takes no room: neither in the journal nor among the events that a customer may have.
        Assert.Equal(before + 5, (await partition.Journal()).Count);
    }

    [Fact]
    public async Task The_next_owner_knows_what_was_counted_from_rows_and_from_snapshots()
    {
        await using var partition = await Open();
        var owner = await Begun(partition);
        for (var i = 0; i < 2; i++)
            await Take(owner, Check("000000"));
        await partition.WriteSnapshots(owner);
        for (var i = 0; i < 2; i++)
            await Take(owner, Check("000000"));
        var fresh = await partition.Take();
        Assert.Equal(4, (await Take(fresh, Start(), "begin")).Now!.Wrong);
        Assert.Equal(VerificationStatus.Failed, (await Take(fresh, Check("000000"))).Now!.Status);
        var third = await partition.Take();
        Assert.Equal(VerificationOutcome.Over, (await Take(third, Check(Code))).Outcome);
    }

    [Fact]
    public async Task A_repeated_beginning_is_the_same_and_another_under_its_key_is_none()
    {
        await using var partition = await Open();
        var owner = await Begun(partition);
        var again = (await owner.Accept([Event(Start() with { Key = 8 }, "begin")]))[0];
        Assert.Equal((EventStatus.Duplicate, VerificationOutcome.Done, 7ul), (again.Status, again.Verification!.Outcome, again.Verification.Now!.Key));
        Assert.Equal(VerificationOutcome.Reused, (await Take(owner, Start(request: 2), "begin")).Outcome);
        Assert.Single(partition.Offered);
    }

    [Fact]
    public async Task A_clock_that_is_put_back_brings_nothing_back_and_makes_nothing_last_longer()
    {
        await using var partition = await Open();
        var owner = await Begun(partition);
        var noon = partition.Time.GetUtcNow();
        partition.Time.Advance(TimeSpan.FromMinutes(6));
        // Somebody else has asked meanwhile: the time was seen, and nothing was recorded.
        Assert.Equal(VerificationOutcome.Unknown, (await Take(owner, Check(Code) with { Key = 8 })).Outcome);
        partition.Time.AdjustTime(noon.AddMinutes(1));
        var late = await Take(owner, Check(Code));
        Assert.Equal((VerificationOutcome.Over, VerificationStatus.Expired), (late.Outcome, late.Now!.Status));

        // What begins while the clock is behind lives its five minutes all the same.
        await Take(owner, Start(request: 3), "again");
        partition.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(VerificationOutcome.Wrong, (await Take(owner, Check("000000"))).Outcome);
        partition.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(VerificationOutcome.Over, (await Take(owner, Check(Code))).Outcome);
    }

    [Fact]
    public async Task Its_end_is_recorded_when_its_time_comes_and_its_text_is_given_up()
    {
        await using var partition = await Open();
        var owner = await Begun(partition);
        var rows = (await partition.Journal()).Count;
        partition.Time.Advance(TimeSpan.FromMinutes(5));
        await owner.PulseToTheEnd();
        Assert.Equal(rows + 1, (await partition.Journal()).Count);
        Assert.Equal(VerificationStatus.Expired, (await Take(owner, Check(Code))).Now!.Status);
    }

    [Fact]
    public async Task Nobody_is_told_of_an_approval_that_is_not_on_the_disk()
    {
        await using var partition = await Open();
        var held = HeldAnswers.Around(partition.Store);
        partition.Store = (IStore)(object)held;
        var owner = await Begun(partition);
        held.Begin();
        var wrong = Take(owner, Check("000000"));
        await held.Asked(1);
        var before = owner.Read("c1", 7);
        var right = Take(owner, Check(Code));
        await held.Asked(2);
        var after = owner.Read("c1", 7);
        held.Release();
        Assert.Equal(VerificationOutcome.Wrong, (await wrong).Outcome);
        Assert.Equal((VerificationStatus.Pending, 1), ((await before)!.Status, (await before)!.Wrong));
        Assert.False(after.IsCompleted);
        held.Release();
        Assert.Equal(VerificationOutcome.Done, (await right).Outcome);
        Assert.Equal(VerificationStatus.Approved, (await after)!.Status);
    }

    [Fact]
    public async Task What_is_asked_of_an_owner_who_lost_it_is_answered_by_the_next()
    {
        await using var partition = await Open();
        var held = HeldAnswers.Around(partition.Store);
        partition.Store = (IStore)(object)held;
        var owner = await Begun(partition);
        held.Begin();
        var right = owner.Accept([Event(Check(Code))]);
        await held.Asked(1);
        var read = owner.Read("c1", 7);
        held.Release(CommitOutcome.Fenced);
        Assert.Equal(EventStatus.Busy, (await right)[0].Status);
        await Assert.ThrowsAsync<StateUnreadableException>(() => read);
    }

    [Fact]
    public async Task The_closing_of_a_customer_gives_up_the_texts_of_his_codes()
    {
        await using var partition = await Open();
        var owner = await Begun(partition);
        var text = Assert.Single(partition.Offered).Id;
        await owner.Accept([new() { Source = "/test", Id = "closes", Type = EventTypes.CustomerClosed, Time = partition.Time.GetUtcNow(), Customer = "c1" }]);
        Assert.Equal([text], partition.DeadTexts);
        // Also where the process that was to do it ended first.
        partition.DeadTexts.Clear();
        await partition.Take();
        Assert.Contains(text, partition.DeadTexts);
    }

    [Fact]
    public async Task One_that_goes_nowhere_is_answered_from_its_row_when_others_have_taken_its_place()
    {
        await using var partition = await Open();
        var owner = await partition.Take();
        var name = UnknownCustomers.Of(1, numberAlone: false);
        var row = (await owner.Accept([Event(Start()) with { Customer = name }]))[0].First;
        var begun = DecidedEvents.Of((await partition.Store.ReadMessage(row, TestContext.Current.CancellationToken))!.Row).Verification!.Begun!;
        Assert.Equal((7ul, VerificationStatus.Pending, null), (begun.Key, begun.Status, begun.To));
        Assert.All(begun.Code.Value, static octet => Assert.Equal(0, octet));
        await owner.Accept([.. Enumerable.Range(100, Verification.MostOfShared).Select(i => Event(Start() with { Key = (ulong)i, Asked = (ulong)i }) with { Customer = name })]);
        Assert.Null(await owner.Read(name, 7));
        Assert.Equal(VerificationStatus.Pending, (await owner.Read(name, 7, begun))!.Status);
        var wrong = (await owner.Accept([Event(Check(Code) with { Begun = begun with { Rows = [row] } }) with { Customer = name }]))[0].Verification!;
        Assert.Equal((VerificationOutcome.Wrong, 1, row), (wrong.Outcome, wrong.Now!.Wrong, wrong.Now.Rows[0]));
        Assert.Equal(1, (await owner.Read(name, 7, begun))!.Wrong);
        // One that a code goes to needs none of it: the state keeps it.
        await owner.Accept([OwnedPartition.Registered("c1")]);
        row = (await owner.Accept([Event(Start())]))[0].First;
        Assert.Null(DecidedEvents.Of((await partition.Store.ReadMessage(row, TestContext.Current.CancellationToken))!.Row).Verification!.Begun);
    }

    [Fact]
    public void A_steady_clock_goes_on_however_the_other_is_turned()
    {
        var time = new TurnedClock();
        var steady = new SteadyClock(time, time.Wall);
        var noon = time.Wall;
        time.Ticks += TimeSpan.TicksPerMinute;
        Assert.Equal(noon.AddMinutes(1), steady.At(time.Wall));
        time.Wall = noon.AddHours(-1);
        time.Ticks += TimeSpan.TicksPerMinute;
        Assert.Equal(noon.AddMinutes(2), steady.At(time.Wall));
        time.Wall = noon.AddHours(1);
        Assert.Equal(noon.AddHours(1), steady.At(time.Wall));
    }

    /// <summary>A wall clock and a timer that are turned apart.</summary>
    sealed class TurnedClock : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        public long Ticks { get; set; }
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => Ticks;
        public override DateTimeOffset GetUtcNow() => Wall;
    }
}
