using Tidings.Core.Compose.Templates;

namespace Tidings.Core.Tests.Compose;

public sealed class A_preset_text
{
    [Fact]
    public void Says_a_card_payment_in_english() =>
        Assert.Equal("Northwind Bank: Card **4242: £12.30 paid at SUN BOOKS LEEDS. Balance £1,234.56.", Drafts.Of("card-payment").Text());

    [Fact]
    public void All_render()
    {
        foreach (var template in PresetTemplates.All)
            foreach (var language in template.Bodies.Keys)
                foreach (var draft in new[] { Samples.Typical(template, language, Drafts.Bank), Samples.Bare(template, language, Drafts.Bank), Samples.Longest(template, language, Drafts.Bank) })
                    TestContext.Current.TestOutputHelper!.WriteLine(draft.Compose().Text);
    }
}
