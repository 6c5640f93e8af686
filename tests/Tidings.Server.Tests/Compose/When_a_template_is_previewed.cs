using Tidings.Core.Compose.Templates;
using Tidings.Smpp.Text;

namespace Tidings.Server.Tests.Compose;

public sealed class When_a_template_is_previewed
{
    [Fact]
    public async Task Each_language_shows_its_text_its_encoding_and_what_is_left()
    {
        await using var host = await BankHost.Start();
        var answer = await host.Preview("""{"id":"card-payment"}""");
        Assert.Equal(200, answer.Status);
        Assert.Empty(answer.Json.GetProperty("errors").EnumerateArray());
        var previews = answer.Json.GetProperty("previews").EnumerateArray().ToDictionary(preview => preview.GetProperty("language").GetString()!);
        Assert.Equal(5, previews.Count);
        var english = previews["en"];
        Assert.Equal("Northwind Bank: Card **4242: £1,234.50 paid at SUN BOOKS. Balance £2,345.67.", english.GetProperty("text").GetString());
        var cost = english.GetProperty("cost");
        Assert.Equal(("gsm-7", 1, 76, 160, 84), (cost.GetProperty("encoding").GetString(), cost.GetProperty("segments").GetInt32(), cost.GetProperty("units").GetInt32(), cost.GetProperty("unitsPerSegment").GetInt32(), cost.GetProperty("unitsLeft").GetInt32()));
        Assert.Equal("ucs-2", previews["ar"].GetProperty("cost").GetProperty("encoding").GetString());
    }

    [Fact]
    public async Task The_characters_that_cost_are_named_with_their_places()
    {
        await using var host = await BankHost.Start();
        var answer = await host.Preview("""{"template":{"class":"transaction","bodies":{"en":"Fee 1€ ₺"}}}""");
        var cost = answer.Json.GetProperty("previews")[0].GetProperty("cost");
        var character = Assert.Single(cost.GetProperty("characters").EnumerateArray());
        Assert.Equal((7, "₺", "U+20BA", "leaves-gsm-7"), (character.GetProperty("position").GetInt32(), character.GetProperty("character").GetString(), character.GetProperty("codePoint").GetString(), character.GetProperty("why").GetString()));
        var cheaper = (await host.Preview("""{"template":{"class":"transaction","bodies":{"en":"Fee 1€ TL"}}}""")).Json.GetProperty("previews")[0].GetProperty("cost");
        Assert.Equal(("gsm-7", 10), (cheaper.GetProperty("encoding").GetString(), cheaper.GetProperty("units").GetInt32()));
        Assert.Equal("two-septets", Assert.Single(cheaper.GetProperty("characters").EnumerateArray()).GetProperty("why").GetString());
    }

    [Fact]
    public async Task The_cost_is_the_carriers()
    {
        const string Turkish = """{"template":{"class":"transaction","bodies":{"en":"Şifreniz değiştirildi"}}}""";
        await using var plain = await BankHost.Start();
        await using var national = await BankHost.Start(carrier: options => options.NationalLanguages = [NationalLanguage.Turkish]);
        var without = (await plain.Preview(Turkish)).Json.GetProperty("previews")[0].GetProperty("cost");
        var with = (await national.Preview(Turkish)).Json.GetProperty("previews")[0].GetProperty("cost");
        Assert.Equal("ucs-2", without.GetProperty("encoding").GetString());
        Assert.Equal(("gsm-7", "turkish"), (with.GetProperty("encoding").GetString(), with.GetProperty("table").GetString()));
    }

    [Fact]
    public async Task Given_values_take_the_place_of_the_samples()
    {
        await using var host = await BankHost.Start();
        var answer = await host.Preview("""{"id":"card-payment","languages":["tr-CY"],"sample":"bare","values":{"amount":{"amount":9,"currency":"TRY"},"merchant":"{{ bank }}\u202e"}}""");
        Assert.Equal("Northwind Bank: Kartınızla 9,00 TL harcandı: {{ bank }}.", answer.Json.GetProperty("previews")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_a_save_would_refuse_is_said()
    {
        await using var host = await BankHost.Start();
        var answer = await host.Preview("""{"template":{"class":"transaction","bodies":{"en":"{{ merchant }} {{ x }}"}}}""");
        Assert.Equal(200, answer.Status);
        Assert.Contains(("bodies.en", "unknown-variable"), answer.Errors);
        Assert.NotNull(answer.Json.GetProperty("previews")[0].GetProperty("refusal").GetString());
    }

    [Theory]
    [InlineData("{}", 422)]
    [InlineData("""{"id":"fee","template":{"class":"transaction","bodies":{"en":"x"}}}""", 422)]
    [InlineData("""{"id":"nobody"}""", 404)]
    [InlineData("""{"id":"fee","sample":"huge"}""", 422)]
    [InlineData("""{"id":"fee","values":{"nobody":"x"}}""", 422)]
    public async Task A_request_that_makes_no_sense_is_a_problem(string json, int status)
    {
        await using var host = await BankHost.Start();
        Assert.Equal(status, (await host.Preview(json)).Status);
    }

    [Fact]
    public void Preset_texts_in_english_and_spanish_never_leave_gsm_and_all_fit_one_or_two_segments()
    {
        foreach (var template in PresetTemplates.All)
            foreach (var language in template.Bodies.Keys)
            {
                var text = TemplatePreview.Render(template, language, BankHost.Initial, PreviewSample.Typical).Text!;
                var choice = TextEncoder.Choose(text, EncodingOptions.Default);
                if (language is "en" or "es")
                    Assert.True(choice is { Encoding: TextEncoding.Gsm7, Segments: 1 }, $"{template.Id}/{language}: {choice.Encoding}, {choice.Segments}");
                Assert.True(choice.Segments <= 3, $"{template.Id}/{language}: {choice.Segments} segments");
                var longest = TemplatePreview.Render(template, language, BankHost.Initial, PreviewSample.Longest).Text!;
                Assert.True(TextEncoder.Choose(longest, EncodingOptions.Default).Segments <= new TemplateRules { Bank = BankHost.Initial }.MaxSegments, $"{template.Id}/{language}: {longest}");
            }
    }
}
