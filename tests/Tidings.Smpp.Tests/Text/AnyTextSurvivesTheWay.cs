using CsCheck;
using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

public class AnyTextSurvivesTheWay
{
    private static readonly Gen<string> s_piece = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 60],
        Gen.OneOf("€", "[", "]", "{", "~", "ş", "ğ", "İ", "Á", "ä", "ह", "क़", "ت", "؎", "é", "ë", "😀", "🐳", "Ж", "’", "\f", "\n", "@", "_"),
        Gen.String[Gen.OneOf('€', '^', '[', 'a'), 0, 200],
        Gen.String[Gen.Char, 0, 30]);

    private static readonly Gen<string> s_text = s_piece.Array[0, 12].Select(string.Concat);

    private static readonly Gen<EncodingOptions> s_options =
        from languages in Gen.OneOf(
            NationalLanguage.Turkish, NationalLanguage.Portuguese, NationalLanguage.Hindi, NationalLanguage.Urdu).Array[0, 3]
        from concatenation in Gen.Enum<Concatenation>()
        from latin1 in Gen.Bool
        select EncodingOptions.Default with
        {
            NationalLanguages = [.. languages],
            Concatenation = concatenation,
            AllowLatin1 = latin1,
        };

    [Fact]
    public void A_text_reads_back_from_its_segments_and_no_segment_is_over_140_octets() =>
        Gen.Select(s_text, s_options, Gen.UShort).Sample((text, options, reference) =>
        {
            var choice = TextEncoder.Choose(text, options);
            Assert.Equal(EncodingOutcome.Fits, choice.Outcome);
            var parts = Sending.Parts(text, choice, reference);
            Assert.Equal(choice.Pdus, parts.Count);
            Assert.Equal(text, Sending.Read(parts, choice));
            if (choice.Concatenation != Concatenation.MessagePayload)
            {
                Assert.All(parts, p => Assert.InRange(p.Info.OctetsOnAir, 0, 140));
                Assert.Equal(choice.OctetsOnAir, parts.Sum(p => p.Info.OctetsOnAir));
                Assert.Equal(choice.UnitsInLastSegment, parts[^1].Info.Units);
            }
        });

    [Fact]
    public void No_pair_and_no_escape_is_parted() =>
        Gen.Select(s_text, s_options).Sample((text, options) =>
        {
            var choice = TextEncoder.Choose(text, options);
            foreach (var part in Sending.Parts(text, choice).SkipLast(1))
            {
                var next = part.Info.TextStart + part.Info.TextLength;
                Assert.False(char.IsHighSurrogate(text[next - 1]) && char.IsLowSurrogate(text[next]));
                if (choice.Encoding == TextEncoding.Gsm7)
                    Assert.NotEqual(0x1B, part.Body[^1]);
            }
        });

    [Fact]
    public void Packed_texts_read_back_too() =>
        s_text.Where(t => !t.Contains('\r')).Sample(text =>
        {
            var options = EncodingOptions.Default with { PackSeptets = true, NationalLanguages = [NationalLanguage.Turkish] };
            var choice = TextEncoder.Choose(text, options);
            var parts = Sending.Parts(text, choice);
            Assert.Equal(text, Sending.Read(parts, choice));
            if (choice.Encoding == TextEncoding.Gsm7)
                Assert.All(parts, p => Assert.InRange(p.Octets.Length, 0, 140));
        });

    [Fact]
    public void The_choice_is_never_dearer_than_a_forced_one() =>
        Gen.Select(s_text, s_options).Sample((text, options) =>
        {
            var choice = TextEncoder.Choose(text, options);
            foreach (var encoding in new[] { TextEncoding.Gsm7, TextEncoding.Ucs2 })
            {
                var forced = TextEncoder.Choose(text, options with { ForceEncoding = encoding });
                if (forced.Outcome != EncodingOutcome.NotEncodable)
                    Assert.True((choice.Segments, choice.OctetsOnAir).CompareTo((forced.Segments, forced.OctetsOnAir)) <= 0);
            }
        });

    [Fact]
    public void Any_octets_decode_to_something() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Byte, Gen.Bool, Gen.Enum<DefaultAlphabet>()).Sample((octets, coding, header, alphabet) =>
        {
            TextDecoder.Decode(octets, coding, header, new DecodingOptions { DefaultAlphabet = alphabet });
        });

    [Fact]
    public void Explaining_any_text_agrees_with_choosing() =>
        Gen.Select(s_text, s_options).Sample((text, options) =>
            Assert.Equal(TextEncoder.Choose(text, options), TextEncoder.Explain(text, options).Choice));
}
