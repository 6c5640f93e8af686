using System.Text.RegularExpressions;
using Tidings.Client.Verifications;
using Tidings.Server.Tests.Tell;
using Tidings.Simulator;

namespace Tidings.Client.Tests.Verifications;

/// <summary>A program of the bank, a whole node, the simulator as its carrier, and the phone of customer C-1.</summary>
internal sealed partial class ProvingBank : IAsyncDisposable
{
    public const string Number = "447700900101";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    ProvingBank(ToldNode told, Bank bank) => (Told, Bank) = (told, bank);

    public ToldNode Told { get; }
    public Bank Bank { get; }
    public VerificationsClient Verifications => Bank.Tidings.Verifications;

    public static VerificationRequest Login => new() { Purpose = "login", Customer = "C-1", Session = "s-1", Ip = "192.0.2.7", Device = "laptop" };

    public static Payment Rent => new(new(950.00m, "GBP"), "Mill Cafe", "GB33BUKB20201555555555");

    public static async Task<ProvingBank> Start(params (string, string)[] more)
    {
        var told = await ToldNode.Start(more);
        await told.Register("C-1");
        return new(told, Bank.Of(told.Node));
    }

    /// <summary>Puts these purposes in force: login by text or app, app by app alone, key by passkey alone; another login begins one.</summary>
    public async Task Offer()
    {
        const string NewDevice = """ "begunBy":[{"on":"security.login","when":[{"field":"newDevice","op":"is","value":true}]}] """;
        var put = await Told.Node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""
            {"purposes":[{"id":"login","template":"verify-login","means":["sms","totp"],{{NewDevice}}},{"id":"app","template":"verify-login","means":["totp"]},
            {"id":"key","template":"verify-payment","length":8,"binds":"payment","means":["passkey"]}]}
            """);
        Assert.True(put.Status == 200, put.Text);
    }

    /// <summary>Login by text, or by a call where somebody makes calls.</summary>
    public async Task OfferCalls()
    {
        var put = await Told.Node.Send(HttpMethod.Put, "/v1/purposes", body: """{"purposes":[{"id":"login","template":"verify-login","means":["sms","voice"]}]}""");
        Assert.True(put.Status == 200, put.Text);
    }

    public static VerificationCheck Check(string code) => new() { Code = code, Purpose = "login", Session = "s-1" };

    public async Task<string> NextCode() => await CodeOf(Told.Smsc, Number, _read++);

    int _read;

    /// <summary>The code of a phone's text, from 0.</summary>
    public static async Task<string> CodeOf(SmscSimulator smsc, string number, int index = 0)
    {
        var end = TimeProvider.System.GetTimestamp();
        long seen = 0;
        for (var i = 0; TimeProvider.System.GetElapsedTime(end) < Patience;)
        {
            foreach (var text in await smsc.Inbox.TextsAsync(number, seen, Patience, TestContext.Current.CancellationToken) ?? [])
            {
                if (i++ == index)
                    return Pattern().Match(text.Text) is { Success: true } found ? found.Value : throw new InvalidOperationException("There is no code in the text.");
                seen = text.Id;
            }
        }
        throw new InvalidOperationException("No text came.");
    }

    /// <summary>Another code of the same length than this one.</summary>
    public static string Wrong(string code) => code[..^1] + (code[^1] == '0' ? '1' : '0');

    public async ValueTask DisposeAsync()
    {
        await Bank.DisposeAsync();
        await Told.DisposeAsync();
    }

    [GeneratedRegex("(?<![0-9.,])[0-9]{6,10}(?= is your code)")]
    private static partial Regex Pattern();
}
