using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

public class WhenATextIsEncoded
{
    private static readonly EncodingOptions s_turkish = EncodingOptions.Default with { NationalLanguages = [NationalLanguage.Turkish] };

    [Theory]
    [InlineData(160, 1, 160, 0)]
    [InlineData(161, 2, 8, 145)]
    [InlineData(306, 2, 153, 0)]
    [InlineData(307, 3, 1, 152)]
    public void Default_alphabet_limits_are_160_and_153(int length, int segments, int last, int left)
    {
        var choice = TextEncoder.Choose(new string('a', length), EncodingOptions.Default);
        Assert.Equal((TextEncoding.Gsm7, 0, segments, last, left),
            (choice.Encoding, choice.DataCoding, choice.Segments, choice.UnitsInLastSegment, choice.UnitsLeft));
    }

    [Theory]
    [InlineData(Concatenation.Udh8, 153)]
    [InlineData(Concatenation.Udh16, 152)]
    [InlineData(Concatenation.Sar, 153)]
    [InlineData(Concatenation.MessagePayload, 153)]
    public void The_reference_takes_its_share_of_each_segment(Concatenation concatenation, int perSegment)
    {
        var choice = TextEncoder.Choose(new string('a', 400), EncodingOptions.Default with { Concatenation = concatenation });
        Assert.Equal((3, perSegment), (choice.Segments, choice.UnitsPerSegment));
    }

    [Theory]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void Ucs2_limits_are_70_and_67(int length, int segments)
    {
        var choice = TextEncoder.Choose(new string('Ж', length), EncodingOptions.Default);
        Assert.Equal((TextEncoding.Ucs2, 8, segments, 0), (choice.Encoding, choice.DataCoding, choice.Segments, choice.FirstOffending));
    }

    [Theory]
    [InlineData(140, 1)]
    [InlineData(141, 2)]
    public void Latin1_only_on_request_has_140_and_134(int length, int segments)
    {
        var text = new string('ë', length);
        Assert.Equal(TextEncoding.Ucs2, TextEncoder.Choose(text, EncodingOptions.Default).Encoding);
        var choice = TextEncoder.Choose(text, EncodingOptions.Default with { AllowLatin1 = true });
        Assert.Equal((TextEncoding.Latin1, 3, segments), (choice.Encoding, choice.DataCoding, choice.Segments));
    }

    [Theory]
    [InlineData(155, 1)] // one shift element: 4 octets
    [InlineData(156, 2)] // with the reference: 9 octets, 149 septets
    public void A_turkish_text_uses_the_locking_shift_where_permitted(int length, int segments)
    {
        var text = new string('ş', length);
        Assert.Equal(TextEncoding.Ucs2, TextEncoder.Choose(text, EncodingOptions.Default).Encoding);
        var choice = TextEncoder.Choose(text, s_turkish);
        Assert.Equal((TextEncoding.Gsm7, NationalLanguage.Turkish, NationalLanguage.None, segments),
            (choice.Encoding, choice.Locking, choice.Single, choice.Segments));
        if (segments > 1)
            Assert.Equal(149, choice.UnitsPerSegment);
        Assert.Equal(text, Sending.Read(Sending.Parts(text, choice), choice));
    }

    [Fact]
    public void One_turkish_letter_in_an_english_text_is_cheapest_with_any_single_table_and_stays_one_segment()
    {
        var choice = TextEncoder.Choose("Your card at Beşiktaş branch was used.", s_turkish);
        Assert.Equal((TextEncoding.Gsm7, 1, 8), (choice.Encoding, choice.Segments, choice.FirstOffending - 7));
    }

    [Fact]
    public void Brackets_alone_make_latin1_cheaper_when_it_is_allowed()
    {
        var text = new string('[', 100);
        Assert.Equal(2, TextEncoder.Choose(text, EncodingOptions.Default).Segments);
        var choice = TextEncoder.Choose(text, EncodingOptions.Default with { AllowLatin1 = true });
        Assert.Equal((TextEncoding.Latin1, 1), (choice.Encoding, choice.Segments));
    }

    [Fact]
    public void Nothing_permitted_that_holds_the_text_is_said_so()
    {
        var choice = TextEncoder.Choose("ok Ж", EncodingOptions.Default with { AllowUcs2 = false });
        Assert.Equal((EncodingOutcome.NotEncodable, 3), (choice.Outcome, choice.FirstOffending));
    }

    [Theory]
    [InlineData(306, EncodingOutcome.Fits)]
    [InlineData(307, EncodingOutcome.TooLong)]
    public void The_segment_limit_is_held(int length, EncodingOutcome outcome) =>
        Assert.Equal(outcome, TextEncoder.Choose(new string('a', length), EncodingOptions.Default with { MaxSegments = 2 }).Outcome);

    [Fact]
    public void Packed_segments_start_on_a_septet_boundary_behind_the_header()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => $"{i:D4} word "));
        var choice = TextEncoder.Choose(text, EncodingOptions.Default with { PackSeptets = true });
        var parts = Sending.Parts(text, choice);
        Assert.Equal(140, parts[0].Octets.Length);
        Assert.Equal((byte)('0' << 1), parts[0].Octets[6]); // one fill bit behind six octets
        Assert.Equal(text, Sending.Read(parts, choice));
    }

    [Fact]
    public void A_spare_packed_septet_is_not_read_as_an_at_sign()
    {
        var choice = TextEncoder.Choose("1234567", EncodingOptions.Default with { PackSeptets = true });
        Assert.Equal("1234567", Sending.Read(Sending.Parts("1234567", choice), choice));
    }

    [Fact]
    public void Choosing_and_writing_an_ascii_text_allocates_nothing()
    {
        var text = "Acme Bank: EUR 12.50 paid at Corner Cafe with card ending 1234. Not you? Call us.";
        var buffer = new byte[SegmentWriter.MaxSegmentOctets];
        long before = 0;
        for (var round = 0; round < 3; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            var writer = new SegmentWriter(text, TextEncoder.Choose(text, EncodingOptions.Default), 1);
            while (writer.TryWriteNext(buffer, out _)) ;
            before = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, before);
    }
}
