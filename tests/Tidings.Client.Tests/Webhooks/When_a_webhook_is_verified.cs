using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tidings.Client.Messages;
using Tidings.Client.Webhooks;

namespace Tidings.Client.Tests.Webhooks;

public sealed class When_a_webhook_is_verified
{
    static readonly byte[] Key = Enumerable.Range(1, 32).Select(static i => (byte)i).ToArray();
    static readonly string Secret = "whsec_" + Convert.ToBase64String(Key);
    static readonly DateTimeOffset Now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);

    readonly FakeTimeProvider _time = new(Now);

    // Written by the standard's words, and not by our own code.
    static WebhookHeaders Signed(string body, DateTimeOffset at, string id = "msg-1")
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new(id, seconds, "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{id}.{seconds}.{body}"))));
    }

    WebhookVerdict Read(string body, out Webhook? webhook) => new WebhookVerifier([Secret], _time).TryRead(Signed(body, Now), Encoding.UTF8.GetBytes(body), out webhook);

    [Theory]
    [InlineData(0, WebhookVerdict.Genuine), InlineData(-300, WebhookVerdict.Genuine), InlineData(300, WebhookVerdict.Genuine)]
    [InlineData(-301, WebhookVerdict.TooOld), InlineData(301, WebhookVerdict.TooEarly)]
    public void Its_time_may_be_so_far_from_now_and_no_further(int seconds, WebhookVerdict verdict) =>
        Assert.Equal(verdict, new WebhookVerifier([Secret], _time).Verify(Signed("{}", Now.AddSeconds(seconds)), "{}"u8));

    [Fact]
    public void How_far_is_the_receivers_choice_within_bounds()
    {
        var patient = new WebhookVerifier([Secret], _time) { Tolerance = TimeSpan.FromHours(1) };
        Assert.Equal(WebhookVerdict.Genuine, patient.Verify(Signed("{}", Now.AddHours(-1)), "{}"u8));
        Assert.Equal(WebhookVerdict.TooOld, patient.Verify(Signed("{}", Now.AddHours(-1).AddSeconds(-1)), "{}"u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WebhookVerifier(Secret) { Tolerance = TimeSpan.FromHours(1.1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WebhookVerifier(Secret) { Tolerance = TimeSpan.Zero });
    }

    [Fact]
    public void A_reply_is_read_whole()
    {
        Assert.Equal(WebhookVerdict.Genuine, Read(
            """{"type":"reply.received","timestamp":"2026-11-25T08:00:00.123456+00:00","data":{"customer":"C-1","event":{"source":"tidings:replies","id":"R-1"},"kind":"live","reply":"m02qz4v8g0400","meaning":"own","keyword":"balance","from":"…01","message":"m02qz4v8g0401"}}""",
            out var webhook));
        var reply = Assert.IsType<ReplyWebhook>(webhook);
        Assert.Equal(("msg-1", "m02qz4v8g0400", ReplyMeaning.Own, "balance", "…01", "m02qz4v8g0401", null), (reply.Id, reply.Reply, reply.Meaning, reply.Keyword, reply.From, reply.Message, reply.Reason));
        Assert.Equal(123, reply.Timestamp.Millisecond);
    }

    [Fact]
    public void That_a_class_is_paused_is_about_no_customer()
    {
        Assert.Equal(WebhookVerdict.Genuine, Read("""{"type":"class.paused","timestamp":"2026-11-25T08:00:00Z","data":{"class":"transaction","reason":"surge"}}""", out var webhook));
        var paused = Assert.IsType<ClassWebhook>(webhook);
        Assert.Equal((MessageClass.Transaction, "surge"), (paused.Class, paused.Reason));
        Assert.Equal(WebhookVerdict.Genuine, Read("""{"type":"class.resumed","timestamp":"2026-11-25T08:00:00Z","data":{"class":"balance"}}""", out webhook));
        Assert.Null(Assert.IsType<ClassWebhook>(webhook).Reason);
        Assert.NotEqual(WebhookVerdict.Genuine, Read("""{"type":"class.paused","timestamp":"2026-11-25T08:00:00Z","data":{"reason":"surge"}}""", out _));
    }

    [Fact]
    public void What_a_newer_node_tells_is_taken_as_unknown()
    {
        Assert.Equal(WebhookVerdict.Genuine, Read("""{"type":"verification.approved","timestamp":"2026-11-25T08:00:00Z","data":{"verification":"v1"}}""", out var webhook));
        Assert.Equal("v1", Assert.IsType<UnknownWebhook>(webhook).Data.GetProperty("verification").GetString());
        Assert.Equal(WebhookVerdict.Genuine, Read(
            """{"type":"message.failed","timestamp":"2026-11-25T08:00:00Z","data":{"customer":"C-1","event":{"source":"s","id":"1"},"kind":"live","message":"m1","state":"lost-in-space","class":"new","more":[1]}}""",
            out webhook));
        var failed = Assert.IsType<MessageWebhook>(webhook);
        Assert.Equal((Client.Messages.MessageState.Unknown, Client.Messages.MessageClass.Unknown), (failed.State, failed.Class));
    }

    [Fact]
    public void Anything_at_all_is_judged_and_nothing_of_it_is_genuine()
    {
        var verifier = new WebhookVerifier([Secret], _time);
        var seconds = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = Gen.OneOf(Gen.String, Gen.Byte.Array[0, 40].Select(static bytes => $"v1,{Convert.ToBase64String(bytes)} v1, v1"), Gen.Byte.Array[32].Select(static bytes => "v1," + Convert.ToBase64String(bytes)));
        Gen.Select(Gen.String, Gen.OneOf(Gen.String, Gen.Const(seconds)), signatures, Gen.Byte.Array)
            .Sample((id, at, signature, body) => verifier.TryRead(new(id, at, signature), body, out var webhook) != WebhookVerdict.Genuine && webhook is null);
        // With the right signature, what is read is read or not, and nothing is thrown.
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["{}[]\":,\\ud8tyepaxn10 "], 0, 60]).Sample(body => Read(body, out _) is WebhookVerdict.Genuine or WebhookVerdict.Unreadable);
    }

    [Theory]
    [InlineData("""{"type":"\ud800","timestamp":"2026-11-25T08:00:00Z","data":{}}""")]
    [InlineData("no json"), InlineData("[]"), InlineData("""{"timestamp":"2026-11-25T08:00:00Z","data":{}}"""), InlineData("""{"type":"message.delivered","timestamp":"2026-11-25T08:00:00Z"}""")]
    [InlineData("""{"type":"message.delivered","timestamp":"2026-11-25T08:00:00Z","data":{"customer":"C-1","event":{"source":"s","id":"1"},"kind":"live"}}""")]
    public void A_genuine_one_that_cannot_be_read_is_told_apart(string body)
    {
        Assert.Equal(WebhookVerdict.Unreadable, Read(body, out var webhook));
        Assert.Null(webhook);
    }

    [Theory, InlineData(""), InlineData("whsec_"), InlineData("whsec_AAAA"), InlineData("whsec_&&&"), InlineData("password")]
    public void A_secret_that_is_none_is_refused_without_being_repeated(string secret)
    {
        var failure = Assert.Throws<ArgumentException>(() => new WebhookVerifier([Secret, secret]));
        Assert.True(secret.Length < 7 || !failure.Message.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void One_secret_at_least_and_eight_at_most()
    {
        Assert.Throws<ArgumentException>(() => new WebhookVerifier(Array.Empty<string>()));
        Assert.Throws<ArgumentException>(() => new WebhookVerifier(Enumerable.Repeat(Secret, 9)));
        Assert.Equal(WebhookVerdict.Genuine, new WebhookVerifier(Enumerable.Repeat("whsec_" + Convert.ToBase64String(new byte[24]), 7).Append(Secret[6..]), _time).Verify(Signed("{}", Now), "{}"u8));
    }
}
