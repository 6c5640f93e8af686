using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Decide;
using Tidings.Core.Messages;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Tests.Deliver;
using Tidings.Smpp.Codec;

namespace Tidings.Server.Tests.Track;

/// <summary>Over real sessions: what a carrier says counts only for what went over it.</summary>
public sealed class When_a_carrier_brings_what_is_not_its_own
{
    static readonly BankSettings Bank = new()
    {
        Name = "Example Bank", Sender = new("BANK"), HomeCountry = "GB", Senders = new Dictionary<string, SenderId> { ["US"] = new("28282") },
    };

    static async Task<Carrier> Open(ScriptedSmsc smsc)
    {
        var carrier = await Carrier.Open(set: static options => options.Numbers = ["+447700900999"], start: false, bank: Bank);
        carrier.Options.Port = smsc.Port;
        carrier.Start();
        return carrier;
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_receipt_for_an_id_of_another_carrier_changes_nothing_in_memory_or_in_the_store(bool forgotten)
    {
        await using var ours = new ScriptedSmsc();
        await using var theirs = new ScriptedSmsc { FirstId = 7000 };
        await using var carrier = await Open(ours);
        var id = (await carrier.Accept(("ada", carrier.Text("hello", to: "447700900101"))))[0];
        await carrier.Settled(id);
        if (forgotten)
            await carrier.Lookups.Flush();
        var options = new CarrierOptions { Binds = 1, Port = theirs.Port, ReceiptPatience = TimeSpan.Zero, ReconnectFirst = TimeSpan.FromMilliseconds(20) };
        // It waits for a bind that nobody starts: the second carrier gets nothing to send.
        await using var outbox = new Outbox(100, ["second/0", "second/1"], carrier.Store, carrier.Metrics, TimeProvider.System, NullLogger.Instance);
        await using var second = carrier.Another("second", 0, options, outbox);
        await using var bind = new BindOwner(second, Carriers.Bind("second", 0), "test");
        bind.Start();
        using var unmatched = new Metered(carrier.Metrics.ReceiptsUnmatched);
        Assert.Equal(CommandStatus.ESME_ROK, await theirs.Receipt(ScriptedSmsc.IdOf(ours.FirstId), "447700900101"));
        Assert.Equal(1, unmatched[""]);
        Assert.Empty((await carrier.Facts(id)).Receipts);
        Assert.Equal(MessageState.Sent, await carrier.State(id));
        await ours.Receipt(ScriptedSmsc.IdOf(ours.FirstId), "447700900101");
        Assert.Equal(MessageState.Delivered, await carrier.State(id));
    }

    [Theory]
    [InlineData("447700900101", "BANK", "")]
    [InlineData("+447700900101", "bank", "")]
    [InlineData("447700900101", "28282", "")]
    [InlineData("447700900101", "447700900999", "")]
    [InlineData("447700900101", "OTHERBANK", "Destination")]
    [InlineData("447700900101", "28283", "Destination")]
    [InlineData("447700900101", "", "Destination")]
    [InlineData("PAYPAL", "BANK", "Source")]
    [InlineData("", "BANK", "Source")]
    [InlineData("12", "BANK", "Source")]
    [InlineData("4477009001014477", "BANK", "Source")]
    [InlineData("28282", "BANK", "Source")]
    public async Task A_text_is_foreign_unless_it_goes_to_a_sender_of_ours_and_comes_from_a_phone(string from, string to, string why)
    {
        await using var smsc = new ScriptedSmsc();
        await using var carrier = await Open(smsc);
        using var foreign = new Metered(carrier.Metrics.Foreign);
        using var other = new Metered(carrier.Metrics.NotUnderstood);
        // Answered either way: an error would bring it again.
        Assert.Equal(CommandStatus.ESME_ROK, await smsc.Deliver(from, to, "STOP"));
        Assert.Equal((why.Length > 0 ? 1 : 0, why.Length > 0 ? 0 : 1), (foreign[why], other[""]));
    }
}
