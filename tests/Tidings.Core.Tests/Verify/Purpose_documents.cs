using System.Text;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

public sealed class Purpose_documents
{
    static (PurposeList? List, List<FieldError> Errors) Read(string json)
    {
        var errors = new List<FieldError>();
        return (PurposeListReader.Read(Encoding.UTF8.GetBytes(json), errors), errors);
    }

    static string One(string members) => $$"""{"purposes":[{"id":"own","template":"verify-login"{{members}}}]}""";

    [Fact]
    public void Presets_are_read_back_as_they_are_written_and_their_templates_say_the_code()
    {
        var written = Encoding.UTF8.GetString(AlertRuleWriter.Write(PresetPurposes.List));
        var (read, errors) = Read(written);
        Assert.Empty(errors);
        Assert.Equal(written, Encoding.UTF8.GetString(AlertRuleWriter.Write(read!)));
        Assert.All(PresetPurposes.List.Purposes, static purpose =>
        {
            var template = PresetTemplates.All.Single(template => template.Id == purpose.Template);
            Assert.Equal(MessageClass.OneTimeCode, template.Class);
            Assert.Contains("code", template.Requires);
        });
        Assert.Equal(8, PurposeBook.Preset.Find("payment")!.Length);
        Assert.Null(PurposeBook.Preset.Find("nothing"));
    }

    [Theory]
    [InlineData(""","length":5""", "purposes[0].length"), InlineData(""","length":11""", "purposes[0].length"), InlineData(""","length":6.5""", "purposes[0].length")]
    [InlineData(""","length":7,"binds":"payment" """, "purposes[0].length"), InlineData(""","tries":6""", "purposes[0].tries"), InlineData(""","tries":0""", "purposes[0].tries")]
    [InlineData(""","validity":"PT10M1S" """, "purposes[0].validity"), InlineData(""","validity":"PT59S" """, "purposes[0].validity"), InlineData(""","cooldown":"PT9S" """, "purposes[0].cooldown")]
    [InlineData(""","resends":6""", "purposes[0].resends"), InlineData(""","alphabet":"letters" """, "purposes[0].alphabet"), InlineData(""","binds":"nobody" """, "purposes[0].binds")]
    [InlineData(""","anyNumber":"yes" """, "purposes[0].anyNumber"), InlineData(""","site":"https://bank.example" """, "purposes[0].site"), InlineData(""","site":"bank" """, "purposes[0].site"), InlineData(""","stepUp":true""", "purposes[0].stepUp"), InlineData(""","resend":"twice" """, "purposes[0].resend")]
    public void What_is_beyond_a_bound_is_named(string members, string field) => Assert.Equal((null, field), (Read(One(members)).List, Assert.Single(Read(One(members)).Errors).Field));

    [Theory]
    [InlineData(""","length":6,"tries":1,"validity":"PT1M","cooldown":"PT10S","resends":0"""), InlineData(""","length":10,"tries":5,"validity":"PT10M","cooldown":"PT5M","resends":5,"alphabet":"letters-and-digits" """), InlineData(""","length":8,"binds":"payment" """), InlineData(""","site":"Online.Bank.example" """), InlineData(""","resend":"same" """)]
    public void What_is_at_a_bound_is_taken(string members) => Assert.Empty(Read(One(members)).Errors);

    [Theory]
    [InlineData("""{"purposes":[]}""", "purposes"), InlineData("""{}""", "purposes"), InlineData("""{"purposes":[{"id":"a","template":"t"},{"id":"a","template":"t"}]}""", "purposes")]
    [InlineData("""{"purposes":[{"id":"login\n","template":"t"}]}""", "purposes[0].id"), InlineData("""{"purposes":[{"id":"a","template":"t\n"}]}""", "purposes[0].template")]
    [InlineData("""{"purposes":[{"id":"Own","template":"t"}]}""", "purposes[0].id"), InlineData("""{"purposes":[{"id":"a"}]}""", "purposes[0].template")]
    [InlineData("""{"purposes":[{"id":"a","template":"t"}],"limits":{"customer":{"most":0}}}""", "limits.customer.most"), InlineData("""{"purposes":[{"id":"a","template":"t"}],"limits":{"wrong":{"most":101}}}""", "limits.wrong.most")]
    [InlineData("""{"purposes":[{"id":"a","template":"t"}],"limits":{"ip":{"within":"PT59S"}}}""", "limits.ip.within"), InlineData("""{"purposes":[{"id":"a","template":"t"}],"limits":{"all":{}}}""", "limits.all")]
    [InlineData("[", "$"), InlineData("7", "$"), InlineData("\"\\ud800\"", "$")]
    public void What_is_no_list_of_purposes_is_told(string json, string field) => Assert.Equal((null, field), (Read(json).List, Read(json).Errors[0].Field));

    [Theory]
    [InlineData("482913", "482913"), InlineData(" 482-913 ", "482913"), InlineData("٤٨٢٩١٣", "482913"), InlineData("४८२९१३", "482913"), InlineData("４８２９１３", "482913"), InlineData("ab-c2", "ABC2"), InlineData("\u200e482913\u00a0", "482913"), InlineData("", "")]
    public void What_people_type_is_read_as_the_code_that_it_is(string typed, string code) => Assert.Equal(code, Codes.Typed(typed));

    [Fact]
    public void No_two_characters_of_an_alphabet_are_taken_for_one_another()
    {
        var letters = Codes.Of(CodeAlphabet.LettersAndDigits);
        Assert.Equal((32, 32, 10), (letters.Length, letters.Distinct().Count(), Codes.Of(CodeAlphabet.Digits).Distinct().Count()));
        Assert.DoesNotContain(letters, static c => c is '0' or '1' or 'I' or 'O');
        Assert.Equal(letters, Codes.Typed(letters.ToLowerInvariant()));
    }

    [Fact]
    public void A_payment_is_another_by_any_change_and_the_same_however_it_is_written()
    {
        static Payment Of(params (decimal Amount, string Payee)[] parts) => Payment.Of([.. parts.Select(static part => new PaymentPart(new(part.Amount, "EUR"), part.Payee, null))], batch: true);
        Assert.True(Payment.Same(Of((12.3m, "A"), (1, "B")), Of((12.300m, "A"), (1.0m, "B"))));
        Assert.All((Payment?[])[Of((1, "B"), (12.3m, "A")), Of((12.3m, "A")), Of((12.3m, "A"), (1, "C")), Of((12.3m, "A"), (1.01m, "B")), Of((12.3m, "A1B")), Payment.Of([new(new(12.3m, "EUR"), "A", null)], false), null],
            static other => Assert.False(Payment.Same(Of((12.3m, "A"), (1, "B")), other)));
        Assert.False(Payment.Same(Of((1, "A")), Payment.Of([new(new(1, "EUR"), "A", null)], batch: false)));
        Assert.False(Payment.Same(Of((1, "A")), Payment.Of([new(new(1, "GBP"), "A", null)], batch: true)));
        Assert.True(Payment.Same(null, null));
        Assert.Equal((13.3m, null, 2), (Of((12.3m, "A"), (1, "B")).Total.Amount, Of((12.3m, "A"), (1, "B")).Payee, Of((12.3m, "A"), (1, "B")).Count));
    }
}
