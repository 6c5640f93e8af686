using CsCheck;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Compose;

/// <summary>Whatever the bank sends and whatever an author writes: composing and checking answer, they do not throw.</summary>
public sealed class Anything_at_all
{
    static readonly Composer Presets = new(new TemplateBook(PresetTemplates.All));
    static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "-", "if", "elsif", "else", "endif", "unless", "endunless", "case", "when", "endcase", "comment", "endcomment", "raw", "endraw",
        " ", "|", ":", ",", ".", "'", "\"", "==", "<", "and", "or", "contains", "amount", "merchant", "data", "data.x", "default", "truncate", "1", "-1.5", "nil", "\n", "x", "€",
    ];

    static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    static readonly Gen<string?> Value = Gen.Frequency((1, Gen.Const(() => (string?)null)), (4, Gen.String[Gen.Char, 0, 60]!));
    static readonly Gen<decimal> Amounts = Gen.Frequency((1, OneOf(decimal.MaxValue, decimal.MinValue, 0m)), (3, Gen.Decimal));
    static readonly Gen<Money?> Sums = Gen.Frequency((1, Gen.Const(() => (Money?)null)), (3, Gen.Select(Amounts, Gen.String, (amount, currency) => (Money?)new Money(amount, currency))));

    [Fact]
    public void Composes_or_is_refused_with_a_reason() => Gen.Select(OneOf<Template>([.. PresetTemplates.All]), Value, Value, Sums, Sums, Gen.String, Gen.DateTimeOffset)
        .Sample((template, merchant, nickname, amount, balance, language, time) =>
        {
            var draft = Drafts.Of(template.Id, language, template.Class).With(happened => happened with
            {
                Merchant = merchant, Counterparty = nickname, Place = merchant, Device = nickname, Reason = merchant, CardLast4 = nickname, Amount = amount, Time = time,
            }) with
            {
                Balance = balance, Threshold = amount, TimeZone = language, Recipient = language,
                Account = nickname is null ? null : new Account { Id = "A", Holders = [], Currency = "GBP", Masked = nickname, Nickname = merchant },
            };
            switch (Presets.Compose(draft))
            {
                case Composition.Composed composed:
                    Assert.Null(TextRules.Broken(composed.Message.Text, false));
                    Assert.StartsWith(template.Id + "/", composed.Message.Template, StringComparison.Ordinal);
                    break;
                case Composition.Refused refused:
                    Assert.NotEqual("template-failed", refused.Suppression.Reason.Code);
                    break;
            }
        }, iter: 5_000);

    [Fact]
    public void Is_judged_when_it_is_saved_and_what_passes_renders() => OneOf(Pieces).Array[0, 25].Sample(pieces =>
    {
        var template = Drafts.Template(string.Concat(pieces));
        var errors = TemplateCheck.Check(template, new TemplateRules { Bank = Drafts.Bank });
        if (errors.Count == 0)
            Assert.NotNull(TemplatePreview.Render(template, "en", Drafts.Bank, PreviewSample.Typical).Text);
    }, iter: 5_000);

    [Fact]
    public void Composes_on_many_threads_as_on_one()
    {
        var expected = Drafts.Of("card-payment").Text();
        Parallel.For(0, 2_000, i =>
        {
            var language = i % 2 == 0 ? "en" : "tr";
            var composed = Assert.IsType<Composition.Composed>(Presets.Compose(Drafts.Of("card-payment", language)));
            Assert.Equal(language == "en", composed.Message.Text == expected);
        });
    }
}
