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
        var read = BankSettingsReader.Read(AlertRuleWriter.Write(Bank(OtherCountries.Suppress)), errors);
        Assert.Empty(errors);
        Assert.Equal(("MERIDN", OtherCountries.Suppress), (read!.Senders["IN"].Value, read.OtherCountries));
    }

    [Theory]
    [InlineData("""{"XX":"MERIDN"}""", "senders.XX", "unknown-value"), InlineData("""{"IN":"TWELVE CHARS"}""", "senders.IN", "format")]
    [InlineData("""{"IN":""}""", "senders.IN", "format"), InlineData("""{"IN":7}""", "senders.IN", "format"), InlineData("[]", "senders", "format")]
    public void What_is_wrong_is_named(string senders, string field, string code)
    {
        var errors = new List<FieldError>();
        Assert.Null(BankSettingsReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"name":"B","sender":"B","homeCountry":"GB","senders":{{senders}}}"""), errors));
        Assert.Equal([(field, code)], errors.Select(static error => (error.Field, error.Code)));
    }
}
