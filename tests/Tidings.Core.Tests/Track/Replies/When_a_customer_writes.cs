using CsCheck;
using Tidings.Core.Events;
using Tidings.Core.Track.Replies;
using Tidings.Core.Track.Replies.Keywords;

namespace Tidings.Core.Tests.Track.Replies;

public sealed class When_a_customer_writes
{
    static ReplyMeaning Read(string text) => KeywordBook.Preset.Read(text).Meaning;

    [Theory]
    [InlineData("STOP"), InlineData("stop"), InlineData("STOP!!"), InlineData("  Stop.\n"), InlineData("STOOOOP"), InlineData("S T O P"), InlineData("s.t.o.p"), InlineData("ＳＴＯＰ")]
    [InlineData("STOP \U0001F6D1\U0001F44E"), InlineData("\u200fSTOP\u200b"), InlineData("Stop stop STOP"), InlineData("STOP STOPALL"), InlineData("\"Stop\""), InlineData("𝐒𝐓𝐎𝐏")]
    [InlineData("please stop texting me"), InlineData("Pls stop all these messages, thanks"), InlineData("I want to unsubscribe"), InlineData("Opt-out"), InlineData("OPT OUT please"), InlineData("No more texts!!!")]
    [InlineData("hello, I do not live there any more so leave me alone"), InlineData("Dear bank, my phone is full of this. Would you please stop texting me? Yours, A.")]
    [InlineData("Arrêt"), InlineData("ARRET"), InlineData("Arre\u0302t svp"), InlineData("arrêtez de m’écrire s’il vous plaît"), InlineData("me désabonner merci")]
    [InlineData("Bitte keine SMS mehr!"), InlineData("Aufhören"), InlineData("AUFHOEREN bitte"), InlineData("STOPP"), InlineData("Ende")]
    [InlineData("BAJA por favor"), InlineData("No más mensajes"), InlineData("quiero darme de baja"), InlineData("basta")]
    [InlineData("Smettete di scrivermi!"), InlineData("annulla grazie"), InlineData("DUR lütfen"), InlineData("durdurun"), InlineData("İPTAL"), InlineData("mesaj istemiyorum artık")]
    [InlineData("बंद करो"), InlineData("कृपया बंद करें"), InlineData("स्टॉप"), InlineData("संदेश मत भेजो"), InlineData("إيقاف"), InlineData("ايقاف"), InlineData("أوقفوا الرسائل"), InlineData("توقّف"), InlineData("الغاء"), InlineData("تـوقـف")]
    public void Texts_are_ended_by_whatever_plainly_asks_for_it(string text) => Assert.Equal(ReplyMeaning.Stop, Read(text));

    [Theory]
    [InlineData("Stop the payment to Corner Bakery"), InlineData("My card stopped working"), InlineData("don't stop texting me"), InlineData("do not stop texting me please"), InlineData("Cancel my card")]
    [InlineData("the bus stop payment was not me"), InlineData("When does the offer end"), InlineData("ne pas arrêter"), InlineData("nicht aufhören"), InlineData("YES"), InlineData("NO"), InlineData("123456")]
    [InlineData("start the transfer"), InlineData(""), InlineData("   "), InlineData("?"), InlineData("what messages?"), InlineData("stop start")]
    public void What_asks_for_something_else_or_for_both_is_not_understood(string text) => Assert.Equal(ReplyMeaning.Unclear, Read(text));

    [Theory]
    [InlineData("START", ReplyMeaning.Start), InlineData("alta", ReplyMeaning.Start), InlineData("شكرا ابدأ", ReplyMeaning.Start), InlineData("başla", ReplyMeaning.Start), InlineData("BASLAT", ReplyMeaning.Start), InlineData("शुरू करें", ReplyMeaning.Start)]
    [InlineData("Help me please", ReplyMeaning.Help), InlineData("Hilfe!", ReplyMeaning.Help), InlineData("AIDE svp", ReplyMeaning.Help), InlineData("YARDIM", ReplyMeaning.Help), InlineData("yardım", ReplyMeaning.Help), InlineData("मदद", ReplyMeaning.Help), InlineData("مساعدة", ReplyMeaning.Help), InlineData("I need help with my card", ReplyMeaning.Help)]
    [InlineData("info", ReplyMeaning.Info), InlineData("Información", ReplyMeaning.Info), InlineData("BİLGİ", ReplyMeaning.Info), InlineData("जानकारी", ReplyMeaning.Info)]
    [InlineData("Thanks!", ReplyMeaning.Courtesy), InlineData("ok thank you", ReplyMeaning.Courtesy), InlineData("\U0001F44D", ReplyMeaning.Courtesy), InlineData("Merci", ReplyMeaning.Courtesy)]
    public void The_other_words_are_read_alike(string text, ReplyMeaning meaning) => Assert.Equal(meaning, Read(text));

    [Theory]
    [InlineData("\ufffe"), InlineData("\uffff"), InlineData("\ufdd0"), InlineData("\ud83d"), InlineData("\udbff\udffe"), InlineData("\0")]
    public void What_is_no_character_only_parts_words(string sign) => Assert.Equal(ReplyMeaning.Stop, Read($"{sign}STOP{sign}me{sign}"));

    [Fact]
    public void A_sentence_that_asks_for_two_things_ends_texts() => Assert.Equal(ReplyMeaning.Stop, Read("I need help: how does this work? otherwise stop texting me"));

    [Fact]
    public void A_keyword_is_the_same_whatever_stands_around_it()
    {
        var phrases = KeywordBook.Preset.List.Languages.Values.SelectMany(static words => words.Stop).ToArray();
        string[] signs = ["", " ", "!", "...", "\n", " \U0001F600 ", "\u200e", "\"", " - ", "،"];
        var around = Gen.Int[0, signs.Length - 1].Select(at => signs[at]);
        Gen.Select(Gen.Int[0, phrases.Length - 1].Select(at => phrases[at]), around, around, Gen.Bool).Sample((phrase, before, after, upper) =>
            Read(before + (upper ? phrase.ToUpperInvariant() : phrase) + after) == ReplyMeaning.Stop, iter: 3000);
    }

    [Fact]
    public void Anything_at_all_is_read_without_failing_and_the_same_each_time() => Gen.String[Gen.Char, 0, 2000].Sample(text =>
        Assert.Equal(KeywordBook.Preset.Read(text), KeywordBook.Preset.Read(text)), iter: 500);

    [Fact]
    public void A_keyword_of_the_banks_own_is_found_by_its_id()
    {
        var book = KeywordBook.Create(PresetKeywords.List with { Own = [new("hours", "opening-hours", ["hours", "opening hours", "Öffnungszeiten"])] }, [])!;
        Assert.Equal(new(ReplyMeaning.Own, "hours", ""), book.Read("What are your OPENING HOURS?"));
        Assert.Equal(new(ReplyMeaning.Own, "hours", ""), book.Read("offnungszeiten bitte"));
    }

    [Theory]
    [InlineData("stop"), InlineData("STÓP!"), InlineData("hilfe")]
    public void A_word_that_would_mean_two_things_is_refused(string word)
    {
        var errors = new List<FieldError>();
        Assert.Null(KeywordBook.Create(PresetKeywords.List with { Own = [new("mine", "reply-help", ["mine", word])] }, errors));
        Assert.Equal(("own[0].words[1]", FieldCodes.Repeated), (errors.Single().Field, errors.Single().Code));
    }
}
