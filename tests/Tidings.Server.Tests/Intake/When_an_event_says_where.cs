using Tidings.Core.Events;

namespace Tidings.Server.Tests.Intake;

public sealed class When_an_event_says_where
{
    static string Data(string members) => $$"""{"account":"A-1001","kind":"card-payment","amount":{"amount":"12.30","currency":"EUR"}{{members}}}""";

    static async Task<(string, string)[]> Errors(string type, string data)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One(Samples.Event("E-1", type, data));
        return answer.Status == 202 ? [] : [.. answer.Errors];
    }

    [Fact]
    public async Task Its_terminal_and_its_degrees_arrive_and_the_next_event_has_none_of_them()
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(202, (await host.One(Samples.Payment("E-1", Data(""","terminal":"T-20417","latitude":51.5074,"longitude":-0.1278""")))).Status);
        Assert.Equal(202, (await host.One(Samples.Payment("E-2", Data("")))).Status);
        Assert.Equal(("T-20417", new Coordinates(51.5074f, -0.1278f)), (host.Router.Taken[0].Terminal, host.Router.Taken[0].Coordinates));
        Assert.Equal((null, null), (host.Router.Taken[1].Terminal, host.Router.Taken[1].Coordinates));
    }

    [Theory]
    [InlineData("90", "180"), InlineData("-90", "-180"), InlineData("0", "0"), InlineData("5.1e1", "-1E-3")]
    public async Task Degrees_to_the_ends_of_the_earth_are_taken(string latitude, string longitude) =>
        Assert.Empty(await Errors(EventTypes.TransactionPosted, Data($$""","latitude":{{latitude}},"longitude":{{longitude}}""")));

    [Theory]
    [InlineData(""","latitude":51.5""", "data.longitude", "missing"), InlineData(""","longitude":1""", "data.latitude", "missing"), InlineData(""","latitude":51.5,"longitude":null""", "data.longitude", "missing")]
    [InlineData(""","latitude":90.0001,"longitude":1""", "data.latitude", "range"), InlineData(""","latitude":1,"longitude":-180.0001""", "data.longitude", "range"), InlineData(""","latitude":1e999,"longitude":1""", "data.latitude", "range")]
    [InlineData(""","latitude":"51.5","longitude":1""", "data.latitude", "wrong-type"), InlineData(""","latitude":1,"longitude":[1]""", "data.longitude", "wrong-type"), InlineData(""","terminal":7""", "data.terminal", "wrong-type")]
    [InlineData(""","terminal":"T234567890123456789012345678901234567890123456789012345678901234_"  """, "data.terminal", "too-long")]
    public async Task What_is_wrong_is_named(string members, string field, string code) =>
        Assert.Equal((field, code), Assert.Single(await Errors(EventTypes.TransactionPosted, Data(members))));

    [Fact]
    public async Task An_authorisation_has_them_an_ordered_payment_has_no_terminal_and_a_login_neither()
    {
        const string Where = ""","latitude":51.5,"longitude":-0.1""", Money = """ "amount":{"amount":"5","currency":"EUR"} """;
        Assert.Empty(await Errors(EventTypes.CardAuthorisation, $$"""{"customer":"C-1","status":"approved",{{Money}},"terminal":"T-1"{{Where}}}"""));
        Assert.Empty(await Errors(EventTypes.PaymentInitiated, $$"""{"account":"A-1",{{Money}}{{Where}}}"""));
        Assert.Equal([("data.terminal", "unknown-field")], await Errors(EventTypes.PaymentInitiated, $$"""{"account":"A-1",{{Money}},"terminal":"T-1"}"""));
        Assert.Equal([("data.latitude", "unknown-field"), ("data.longitude", "unknown-field")], await Errors(EventTypes.Login, $$"""{"customer":"C-1"{{Where}}}"""));
    }
}
