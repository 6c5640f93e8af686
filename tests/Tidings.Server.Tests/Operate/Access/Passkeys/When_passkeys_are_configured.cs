using Tidings.Server.Operate.Access.Passkeys;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access.Passkeys;

public sealed class When_passkeys_are_configured
{
    static string? Wrong(string? id, string? origins, int seconds = 300) => new PasskeyOptionsCheck().Validate(
        null, new() { Passkeys = new() { RelyingPartyId = id, Origins = origins?.Split(' '), CeremonyWithin = TimeSpan.FromSeconds(seconds) } }).FailureMessage;

    [Theory]
    [InlineData(null, null), InlineData("localhost", "http://localhost:8080"), InlineData("bank.example", "https://tidings.bank.example https://bank.example:8443")]
    public void What_browsers_take_is_taken(string? id, string? origins) => Assert.Null(Wrong(id, origins));

    [Theory]
    [InlineData(null, "https://bank.example", "Access:Passkeys:RelyingPartyId is not")]
    [InlineData("bank.example", null, "Access:Passkeys:Origins is needed")]
    [InlineData("https://bank.example", "https://bank.example", "a domain alone")]
    [InlineData("bank.example:443", "https://bank.example", "a domain alone")]
    [InlineData("Bank.example", "https://bank.example", "a domain alone")]
    [InlineData("127.0.0.1", "http://127.0.0.1", "a domain alone")]
    [InlineData("bank.example", "bank.example", "Origins:0 is not an origin")]
    [InlineData("bank.example", "https://bank.example https://bank.example/", "Origins:1 has more")]
    [InlineData("bank.example", "https://bank.example/sign-in", "Origins:0 has more")]
    [InlineData("bank.example", "https://Bank.example", "Origins:0 has more")]
    [InlineData("bank.example", "http://bank.example", "Origins:0 is over http")]
    [InlineData("bank.example", "https://notbank.example", "Origins:0 is not on the domain")]
    [InlineData("tidings.bank.example", "https://bank.example", "Origins:0 is not on the domain")]
    public void What_they_would_refuse_stops_the_start_with_a_sentence(string? id, string? origins, string sentence) =>
        Assert.Contains(sentence, Wrong(id, origins), StringComparison.Ordinal);

    [Theory]
    [InlineData(29, true), InlineData(30, false), InlineData(600, false), InlineData(601, true)]
    public void A_ceremony_has_from_half_a_minute_to_ten(int seconds, bool wrong) => Assert.Equal(wrong, Wrong("localhost", "http://localhost", seconds) is not null);

    [Fact]
    public async Task A_node_does_not_start_on_what_is_wrong_and_says_so() => Assert.Contains(
        "Access:Passkeys:Origins is needed",
        (await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RealNode.Start(null, ("Access:Passkeys:RelyingPartyId", "bank.example")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_relying_party_there_are_none_and_it_is_said()
    {
        await using var host = await IntakeHost.Start();
        foreach (var path in (string[])["/v1/sessions/passkey/options", "/v1/passkeys/options"])
        {
            var answer = await host.Get(path);
            Assert.Equal((404, "not-found"), (answer.Status, answer.Code));
            Assert.Contains("not set up", answer.Text, StringComparison.Ordinal);
        }
    }
}
