using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide;

public sealed class When_senders_are_registered_by_country
{
    static BankSettings Bank(OtherCountries others) => Given.Bank with
    {
        Senders = new Dictionary<string, Tidings.Core.Messages.SenderId> { ["IN"] = new("MERIDN"), ["GG"] = new("GUERNSEY"), ["KZ"] = new("7700") },
        OtherCountries = others,
    };

    static (string? From, string? Refused) Sent(BankSettings bank, string number)
    {
        var given = new Given(Given.Ada with { Phones = [new(number)] }, bank);
        var draft = Assert.Single(given.Posted(TransactionKind.CardPayment, 10).Drafts);
        return new Composer(new TemplateBook(PresetTemplates.All)).Compose(draft) switch
        {
            Composition.Composed composed => (composed.Message.From.Value, null),
            Composition.Refused refused => (null, refused.Suppression.Reason.Code),
            _ => throw new InvalidOperationException(),
        };
    }

    [Theory]
    [InlineData("919876543210", "MERIDN")]
    // One calling code, several territories: +44 7781 and +44 7911 1 are Guernsey, +7 7 is Kazakhstan.
    [InlineData("447781123456", "GUERNSEY"), InlineData("447911123456", "GUERNSEY"), InlineData("447911812345", "EXAMPLE")]
    [InlineData("77012345678", "7700"), InlineData("79161234567", "EXAMPLE")]
    public void A_text_is_from_the_sender_of_its_numbers_country_or_the_banks_own(string number, string from) =>
        Assert.Equal((from, null), Sent(Bank(OtherCountries.DefaultSender), number));

    [Theory]
    [InlineData("919876543210", "MERIDN", null), InlineData("447400123456", null, "no-sender"), InlineData("99912345678", null, "no-sender")]
    public void Elsewhere_nothing_is_sent_where_the_bank_says_so(string number, string? from, string? refused) =>
        Assert.Equal((from, refused), Sent(Bank(OtherCountries.Suppress), number));

    [Fact]
    public void The_document_is_read_as_it_is_written()
    {
        var errors = new List<FieldError>();
        var bank = Bank(OtherCountries.Suppress) with { FurtherSenders = new Dictionary<string, IReadOnlyList<Tidings.Core.Messages.SenderId>> { ["IN"] = [new("MERIDN2"), new("56161")] } };
        var read = BankSettingsReader.Read(AlertRuleWriter.Write(bank), errors);
        Assert.Empty(errors);
        Assert.Equal(["MERIDN2", "56161"], read!.FurtherSenders["IN"].Select(static sender => sender.Value));
        Assert.Equal(("MERIDN", OtherCountries.Suppress), (read!.Senders["IN"].Value, read.OtherCountries));
    }

    [Theory]
    [InlineData("""{"XX":"MERIDN"}""", "senders.XX", "unknown-value"), InlineData("""{"IN":"TWELVE CHARS"}""", "senders.IN", "format")]
    [InlineData("""{"IN":""}""", "senders.IN", "format"), InlineData("""{"IN":7}""", "senders.IN", "format"), InlineData("[]", "senders", "format")]
    public void What_is_wrong_is_named(string senders, string field, string code) => Wrong("senders", senders, field, code);

    [Theory]
    [InlineData("""{"XX":["MERIDN"]}""", "furtherSenders.XX", "unknown-value"), InlineData("""{"IN":["MERIDN","TWELVE CHARS"]}""", "furtherSenders.IN[1]", "format")]
    [InlineData("""{"IN":"MERIDN"}""", "furtherSenders.IN", "format"), InlineData("""{"IN":[]}""", "furtherSenders.IN", "format"), InlineData("""{"IN":[7]}""", "furtherSenders.IN[0]", "format"), InlineData("[]", "furtherSenders", "format")]
    public void So_it_is_of_the_further_ones(string senders, string field, string code) => Wrong("furtherSenders", senders, field, code);

    [Theory]
    [InlineData("IN", "MERIDN", true), InlineData("IN", "56161", true), InlineData("GG", "56161", false), InlineData("GG", "MERIDN", false)]
    // Where none is registered for the country, the bank's own stands there, if it may.
    [InlineData("US", "EXAMPLE", true), InlineData("IN", "EXAMPLE", false)]
    public void A_carriers_own_is_one_that_is_registered_in_the_same_country(string country, string sender, bool may)
    {
        var bank = Bank(OtherCountries.DefaultSender) with { FurtherSenders = new Dictionary<string, IReadOnlyList<Tidings.Core.Messages.SenderId>> { ["IN"] = [new("56161")] } };
        Assert.Equal(may, Tidings.Core.Deliver.ExitRules.IsRegistered(bank, country, new(sender)));
        Assert.False(Tidings.Core.Deliver.ExitRules.IsRegistered(bank with { OtherCountries = OtherCountries.Suppress }, "US", new("EXAMPLE")));
    }

    static void Wrong(string member, string senders, string field, string code)
    {
        var errors = new List<FieldError>();
        Assert.Null(BankSettingsReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"name":"B","sender":"B","homeCountry":"GB","{{member}}":{{senders}}}"""), errors));
        Assert.Equal([(field, code)], errors.Select(static error => (error.Field, error.Code)));
    }
}
