using System.Text;
using Microsoft.AspNetCore.Http;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track.Callbacks;

namespace Tidings.Server.Tests.Track.Callbacks;

/// <summary>The framework takes such JSON and throws when the text is read.</summary>
public sealed class When_a_callback_holds_half_a_character
{
    const string Escaped = @"\ud800";

    static IHttpDialect Dialect(CarrierKind kind) => HttpDialects.Of("north", new()
    {
        Kind = kind,
        Http = new() { Url = "https://carrier.example/", Account = "account", Secret = "secret", CallbackSecret = "secret", PublicUrl = "https://bank.example", CodeAt = "code" },
    }, TimeProvider.System)!;

    static CallbackContent? Read(CarrierKind kind, CallbackKind of, byte[] body) => Dialect(kind).Read(new Callback(of, "https://bank.example/", new HeaderDictionary(), body));

    [Theory]
    [InlineData(nameof(CarrierKind.Vonage), nameof(CallbackKind.Receipts), """{"message_uuid":"?","status":"delivered"}""")]
    [InlineData(nameof(CarrierKind.Vonage), nameof(CallbackKind.Replies), """{"message_uuid":"1","from":"15550100","to":"BANK","text":"?"}""")]
    [InlineData(nameof(CarrierKind.Infobip), nameof(CallbackKind.Receipts), """{"results":[{"messageId":"?","status":{"groupId":3}}]}""")]
    [InlineData(nameof(CarrierKind.Infobip), nameof(CallbackKind.Replies), """{"results":[{"messageId":"1","from":"1","to":"2","text":"?"}]}""")]
    [InlineData(nameof(CarrierKind.Http), nameof(CallbackKind.Receipts), """{"id":"?","status":"DELIVRD"}""")]
    [InlineData(nameof(CarrierKind.Http), nameof(CallbackKind.Replies), """{"from":"1","to":"2","text":"?"}""")]
    public void It_is_none_and_nothing_is_thrown(string kind, string of, string body)
    {
        var (carrier, brought) = (Enum.Parse<CarrierKind>(kind), Enum.Parse<CallbackKind>(of));
        Assert.NotNull(Read(carrier, brought, Encoding.UTF8.GetBytes(body.Replace("?", "é", StringComparison.Ordinal))));
        Assert.Null(Read(carrier, brought, Encoding.UTF8.GetBytes(body.Replace("?", Escaped, StringComparison.Ordinal))));
        // An octet that begins a character and is followed by none.
        Assert.Null(Read(carrier, brought, [.. Encoding.UTF8.GetBytes(body).SelectMany(static octet => octet == '?' ? new byte[] { 0xc3, 0x28 } : [octet])]));
    }

    [Theory, InlineData("Vonage"), InlineData("Infobip"), InlineData("Http"), InlineData("Twilio")]
    public void So_is_an_answer(string kind) =>
        Assert.Null(Dialect(Enum.Parse<CarrierKind>(kind)).Read(200, Encoding.UTF8.GetBytes($$"""{"message_uuid":"{{Escaped}}","sid":"{{Escaped}}","id":"{{Escaped}}","messages":[{"messageId":"{{Escaped}}"}]}""")).Reference);
}
