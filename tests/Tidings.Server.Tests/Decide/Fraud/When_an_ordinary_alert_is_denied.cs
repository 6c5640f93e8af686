using Tidings.Server.Tell;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Tests.Track.Replies;
using static Tidings.Server.Tests.Decide.Fraud.SeekingNode;

namespace Tidings.Server.Tests.Decide.Fraud;

/// <summary>The whole way over real sessions: a payment as any other, its alert, NO, the question, NO again, and the next payment at the same terminal; the node ends in between.</summary>
public sealed class When_an_ordinary_alert_is_denied
{
    static (string?, string?, string?, string?) Said(Got letter) => (letter.Type, letter.Data.GetProperty("answer").GetString(), letter.Data.GetProperty("askedBecause").GetString(), letter.Data.GetProperty("payment").GetProperty("id").GetString());

    [Fact]
    public async Task The_second_no_is_told_opens_a_case_and_counts_for_the_next_payment_there()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await Seeking();
        await told.Register("C-1");
        await told.Register("C-2", "+447700900102");
        await told.Subscribe(receiver.Url, TellEvents.FraudAsked, TellEvents.FraudDenied);
        var phone = new Handset(told, "447700900101");
        await Decision(told, "P-0", "C-2", 20);
        var before = Points(await Decision(told, "P-1", "C-2", 21));

        var ordinary = await Decision(told, "P-2", "C-1", 12);
        Assert.Equal("allow", ordinary.GetProperty("advice").GetString());
        Assert.False(ordinary.TryGetProperty("question", out _));
        await Text(phone, "SUN BOOKS");
        await told.Restart();
        // Sent again it is the same payment.
        Assert.Equal("allow", (await Decision(told, "P-2", "C-1", 12)).GetProperty("advice").GetString());

        await phone.Write("NO");
        Assert.Contains("SUN BOOKS", await Text(phone, "You wrote NO"), StringComparison.Ordinal);
        var asked = (await receiver.Until(static taken => taken.Length == 1))[0];
        Assert.Equal((TellEvents.FraudAsked, "open", "denied-alert", "P-2"), Said(asked));
        var id = asked.Data.GetProperty("question").GetString()!;
        Assert.Empty(await Cases(told, "open"));
        // Nothing is believed yet.
        Assert.Equal(before, Points(await Decision(told, "P-3", "C-2", 22)), 5.0);
        await told.Restart();

        await phone.Write("No!");
        await Text(phone, "was not you");
        var denied = (await receiver.Until(static taken => taken.Length == 2))[1];
        Assert.Equal((TellEvents.FraudDenied, "denied", "denied-alert", "P-2"), Said(denied));
        Assert.Equal(id, denied.Data.GetProperty("question").GetString());
        Assert.DoesNotContain("SUN BOOKS", denied.Text, StringComparison.Ordinal);
        var question = await Question(told, id);
        Assert.Equal(("denied", "denied-alert"), (question.GetProperty("status").GetString(), question.GetProperty("askedBecause").GetString()));

        var after = await Decision(told, "P-4", "C-2", 23);
        Assert.True(Points(after) > before + 5, $"{before} before, {Points(after)} after");
        Assert.Contains(after.GetProperty("reasons").EnumerateArray(), static reason => reason.GetString()!.Contains("terminal", StringComparison.Ordinal));

        var open = Assert.Single(await Cases(told, "open"));
        Assert.Equal((id, "C-1", "denied", "denied-alert"), (open.GetProperty("id").GetString(), open.GetProperty("customer").GetString(), open.GetProperty("because").GetString(), open.GetProperty("askedBecause").GetString()));
        var shown = (await told.Node.Send(HttpMethod.Get, $"/v1/fraud/cases/{id}")).Json;
        Assert.Contains(shown.GetProperty("messages").EnumerateArray(), static message => message.GetProperty("alert").GetString() == "fraud-not-you");
        Assert.Equal(2, shown.GetProperty("replies").GetArrayLength());
        Assert.DoesNotContain("SUN BOOKS", told.Node.Logs.All, StringComparison.Ordinal);

        // His own next payment there is declined, and what he writes then denies nothing again: the next letter is another question's.
        var his = await Decision(told, "P-5", "C-1", 600);
        Assert.Equal(("decline", id), (his.GetProperty("advice").GetString(), his.GetProperty("question").GetString()));
        await phone.Write("NO");
        await phone.Write("no, not me");
        await Decision(told, "P-6", "C-1", 700, "T-99");
        var next = (await receiver.Until(static taken => taken.Length == 3))[2];
        Assert.Equal((TellEvents.FraudAsked, "open", "unusual", "P-6"), Said(next));
        Assert.Single(await Cases(told, "open"));
    }

    [Fact]
    public async Task Yes_blocks_nothing_and_an_erased_customer_leaves_nothing_to_deny()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await Seeking();
        await told.Register("C-1");
        await told.Subscribe(receiver.Url, TellEvents.FraudConfirmed, TellEvents.FraudDenied);
        var phone = new Handset(told, "447700900101");
        await Decision(told, "P-1", "C-1", 12);
        await Text(phone, "SUN BOOKS");
        await phone.Write("no");
        await Text(phone, "You wrote NO");
        await phone.Write("YES");
        await Text(phone, "was you");
        var letter = Assert.Single(await receiver.Until(static taken => taken.Length == 1));
        Assert.Equal((TellEvents.FraudConfirmed, "confirmed", "denied-alert", "P-1"), Said(letter));
        Assert.Empty(await Cases(told, "open"));

        await Decision(told, "P-2", "C-1", 77.77m);
        await Text(phone, "77.77");
        Assert.Equal(204, (await told.Node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        await told.Register("C-1");
        await phone.Write("no");
        Assert.Equal("unclear", (await phone.Recorded())[0].GetProperty("meaning").GetString());
        Assert.DoesNotContain(told.Smsc.Inbox.Texts(), static text => text.Text.Contains("77.77", StringComparison.Ordinal) && text.Text.Contains("You wrote NO", StringComparison.Ordinal));
    }
}
