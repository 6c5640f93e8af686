using Microsoft.Extensions.Configuration;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Deliver.Watch;
using BindKind = Tidings.Smpp.Pdus.BindKind;

namespace Tidings.Server.Tests.Deliver;

/// <summary>A bind of two sessions: texts leave by the transmitter, receipts come by the receiver.</summary>
public sealed class When_a_carrier_gives_sessions_apart
{
    static Task<Carrier> Open(ApartSmsc apart, Func<Carrier, Task>? others = null, BindType type = BindType.TransmitterAndReceiver, bool patient = false) => Carrier.Open(
        set: options =>
        {
            options.BindType = type;
            // However slow the machine is: what is owed stays owed until it is answered.
            if (patient)
                options.ResponseTimeout = options.UnbindTimeout = TimeSpan.FromMinutes(1);
        }, start: false, others: others).ContinueWith(
        opened =>
        {
            opened.Result.Options.Port = apart.Port;
            opened.Result.Start();
            return opened.Result;
        }, TaskScheduler.Default);

    [Fact]
    public async Task A_text_leaves_by_one_and_its_receipt_comes_by_the_other()
    {
        await using var apart = new ApartSmsc();
        await using var carrier = await Open(apart);
        await carrier.Until((await carrier.Accept(("ada", carrier.Text("hello"))))[0], MessageState.Delivered);
        Assert.Equal([BindKind.Receiver, BindKind.Transmitter], apart.Asked);
    }

    [Fact]
    public async Task The_simulator_and_two_binds_hold_four_sessions()
    {
        await using var carrier = await Carrier.Open(set: static options => (options.BindType, options.Binds) = (BindType.TransmitterAndReceiver, 2));
        var ids = await carrier.Accept([.. Enumerable.Range(0, 20).Select(n => ($"c{n}", carrier.Text($"{n}")))]);
        foreach (var id in ids)
            await carrier.Until(id, MessageState.Delivered);
        Assert.Equal(4, carrier.Smsc.Stats.Binds);
        await carrier.Stop();
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.Binds == 0));
        Assert.Equal(0, carrier.Smsc.Stats.Duplicates);
    }

    [Theory]
    [InlineData(BindKind.Receiver), InlineData(BindKind.Transmitter)]
    public async Task Where_one_ends_both_do_and_both_are_opened_again(BindKind cut)
    {
        await using var apart = new ApartSmsc();
        await using var carrier = await Open(apart);
        await carrier.Until((await carrier.Accept(("ada", carrier.Text("before"))))[0], MessageState.Delivered);
        apart.Cut(cut);
        await Carrier.Until(() => Task.FromResult(apart.Asked.Length == 4));
        await carrier.Until((await carrier.Accept(("ada", carrier.Text("after"))))[0], MessageState.Delivered);
        Assert.Equal([BindKind.Receiver, BindKind.Transmitter, BindKind.Receiver, BindKind.Transmitter], apart.Asked);
        Assert.Equal((1, 1), (apart.Standing(BindKind.Receiver), apart.Standing(BindKind.Transmitter)));
        Assert.Equal(2, apart.Taken);
    }

    [Fact]
    public async Task What_the_transmitter_owes_when_the_receiver_ends_is_answered_first_or_is_in_doubt_and_nothing_is_lost()
    {
        var answers = new TaskCompletionSource();
        await using var apart = new ApartSmsc { Answers = answers.Task };
        await using var carrier = await Open(apart);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(() => Task.FromResult(apart.Taken == 1));
        apart.Cut(BindKind.Receiver);
        // It unbinds the transmitter, and waits for what is owed.
        answers.SetResult();
        await carrier.Settled(id);
        Assert.Equal(MessageState.Sent, await carrier.State(id));
        Assert.Equal(1, apart.Taken);
    }

    [Fact]
    public async Task While_the_transmitter_owes_when_the_receiver_has_ended_nothing_is_taken_for_it_and_what_waits_goes_by_another()
    {
        var answers = new TaskCompletionSource();
        await using var apart = new ApartSmsc { Answers = answers.Task };
        await using var carrier = await Open(apart, static async carrier => carrier.Others.Add(await OtherCarrier.Start("north")), patient: true);
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Pumps.Values.All(static pump => pump.IsBound) && carrier.All.All[1].Stand!.Breaker.Sessions == 1));
        var owed = (await carrier.Accept(("ada", carrier.Text("owed"))))[0];
        await Carrier.Until(() => Task.FromResult(apart.Taken == 1));
        apart.Cut(BindKind.Receiver);
        await Carrier.Until(() => Task.FromResult(apart.Standing(BindKind.Receiver) == 0 && carrier.Delivery.Pumps.Values.All(static pump => !pump.IsBound)));
        var next = (await carrier.Accept(("ben", carrier.Text("next"))))[0];
        await carrier.Settled(next);
        Assert.Equal((1, 1, 2), (apart.Standing(BindKind.Transmitter), apart.Taken, apart.Asked.Length));
        Assert.Equal(["next"], carrier.Others[0].Arrived);
        Assert.Equal(1, Assert.Single((await carrier.Facts(next)).Submissions).Attempt);
        answers.SetResult();
        await carrier.Settled(owed);
        Assert.Equal(MessageState.Sent, await carrier.State(owed));
    }

    /// <summary>A carrier that is about to be mended unbinds, and may owe answers in that moment.</summary>
    [Theory]
    [InlineData(BindType.Transceiver, BindKind.Transceiver), InlineData(BindType.TransmitterAndReceiver, BindKind.Transmitter)]
    public async Task Nor_is_anything_taken_for_one_that_the_carrier_has_unbound(BindType type, BindKind unbound)
    {
        var answers = new TaskCompletionSource();
        await using var apart = new ApartSmsc(transceivers: true) { Answers = answers.Task };
        await using var carrier = await Open(apart, static async carrier => carrier.Others.Add(await OtherCarrier.Start("north")), type, patient: true);
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Pumps.Values.All(static pump => pump.IsBound) && carrier.All.All[1].Stand!.Breaker.Sessions == 1));
        await carrier.Accept(("ada", carrier.Text("owed")));
        await Carrier.Until(() => Task.FromResult(apart.Taken == 1));
        apart.Unbind(unbound);
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Pumps.Values.All(static pump => !pump.IsBound)));
        Assert.Equal(1, apart.Standing(unbound));
        var next = (await carrier.Accept(("ben", carrier.Text("next"))))[0];
        await carrier.Settled(next);
        Assert.Equal(["next"], carrier.Others[0].Arrived);
        Assert.Equal(1, Assert.Single((await carrier.Facts(next)).Submissions).Attempt);
        answers.SetResult();
    }

    [Fact]
    public async Task Where_only_one_is_let_in_none_stays()
    {
        await using var apart = new ApartSmsc(refuse: 1);
        await using var carrier = await Open(apart);
        await carrier.Until((await carrier.Accept(("ada", carrier.Text("hello"))))[0], MessageState.Delivered);
        Assert.Equal([BindKind.Receiver, BindKind.Transmitter, BindKind.Receiver, BindKind.Transmitter], apart.Asked);
        await Carrier.Until(() => Task.FromResult(apart.Standing(BindKind.Receiver) == 1));
    }

    [Fact]
    public async Task The_doctor_binds_as_the_node_would()
    {
        await using var apart = new ApartSmsc();
        var pair = Assert.Single(await Examine(("Carrier:Port", $"{apart.Port}"), ("Carrier:BindType", "TransmitterAndReceiver")));
        Assert.Matches("^bound in [0-9]+ ms as a pair", pair.Found);
        await Carrier.Until(() => Task.FromResult(apart.Standing(BindKind.Receiver) + apart.Standing(BindKind.Transmitter) == 0));
        var one = Assert.Single(await Examine(("Carrier:Port", $"{apart.Port}")));
        Assert.Equal((false, "refused: ESME_RBINDFAIL"), (one.IsGood, one.Found));
        Assert.Contains("BindType", one.Advice, StringComparison.Ordinal);
    }

    static async Task<IReadOnlyList<CarrierFinding>> Examine(params (string Name, string Value)[] options) => await CarrierDoctor.Examine(
        new ConfigurationBuilder().AddInMemoryCollection(options.Select(static o => KeyValuePair.Create(o.Name, (string?)o.Value))).Build(), TimeProvider.System, TestContext.Current.CancellationToken);
}
