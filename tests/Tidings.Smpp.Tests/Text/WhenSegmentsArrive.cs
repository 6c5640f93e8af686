using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Headers;
using Tidings.Smpp.Text.Reassembly;

namespace Tidings.Smpp.Tests.Text;

public class WhenSegmentsArrive
{
    private static readonly SegmentParties s_parties = new("4915700000001", "Acme");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void They_are_joined_whatever_their_order()
    {
        var reassembler = new SegmentReassembler(new ReassemblyLimits(), _time);
        Assert.Equal(ReassemblyStatus.Waiting, Add(reassembler, 1, 3, 3, "!", out _));
        Assert.Equal(ReassemblyStatus.Waiting, Add(reassembler, 1, 3, 1, "Hello ", out _));
        Assert.Equal(ReassemblyStatus.Complete, Add(reassembler, 1, 3, 2, "world", out var message));
        Assert.Equal("Hello world!", message!.Text());
        Assert.Equal((0, 0L), (reassembler.WaitingOctets, reassembler.Abandoned));
    }

    [Fact]
    public void A_duplicate_changes_nothing_and_a_contradiction_starts_over()
    {
        var reassembler = new SegmentReassembler(new ReassemblyLimits(), _time);
        Add(reassembler, 1, 2, 1, "old", out _);
        Assert.Equal(ReassemblyStatus.Duplicate, Add(reassembler, 1, 2, 1, "old", out _));
        Assert.Equal(ReassemblyStatus.StartedOver, Add(reassembler, 1, 3, 1, "new", out _));
        Assert.Equal(ReassemblyStatus.StartedOver, Add(reassembler, 1, 3, 1, "NEW", out _));
        Assert.Equal(ReassemblyStatus.Waiting, Add(reassembler, 1, 3, 2, "er", out _));
        Assert.Equal(ReassemblyStatus.Complete, Add(reassembler, 1, 3, 3, "!", out var message));
        Assert.Equal(("NEWer!", 2L), (message!.Text(), reassembler.Abandoned));
    }

    [Fact]
    public void Other_parties_and_other_widths_of_reference_do_not_mix()
    {
        var reassembler = new SegmentReassembler(new ReassemblyLimits(), _time);
        Add(reassembler, 1, 2, 1, "a", out _);
        Assert.Equal(
            ReassemblyStatus.Waiting,
            reassembler.Add(s_parties with { From = "4915700000002" }, new(1, 2, 2, 8), "b"u8, 0, false, out _));
        Assert.Equal(ReassemblyStatus.Waiting, reassembler.Add(s_parties, new(1, 2, 2, 16), "b"u8, 0, false, out _));
    }

    [Theory]
    [InlineData(60, ReassemblyStatus.Complete)]
    [InlineData(61, ReassemblyStatus.Waiting)]
    public void The_first_segment_waits_as_long_as_the_limit_says(int seconds, ReassemblyStatus status)
    {
        var reassembler = new SegmentReassembler(new ReassemblyLimits { Age = TimeSpan.FromSeconds(60) }, _time);
        Add(reassembler, 1, 2, 1, "a", out _);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(status, Add(reassembler, 1, 2, 2, "b", out _));
    }

    [Theory]
    [InlineData(2, ReassemblyStatus.Complete)]
    [InlineData(3, ReassemblyStatus.Waiting)]
    public void The_oldest_gives_way_when_there_are_too_many(int others, ReassemblyStatus status)
    {
        var reassembler = new SegmentReassembler(new ReassemblyLimits { Messages = 3 }, _time);
        Add(reassembler, 0, 2, 1, "a", out _);
        for (var i = 1; i <= others; i++)
            Add(reassembler, (ushort)i, 2, 1, "x", out _);
        Assert.Equal(status, Add(reassembler, 0, 2, 2, "b", out _));
    }

    [Fact]
    public void Memory_stays_under_its_limit_whatever_comes()
    {
        var limits = new ReassemblyLimits { TotalOctets = 1000, Messages = 50 };
        var reassembler = new SegmentReassembler(limits, _time);
        Gen.Select(Gen.UShort[0, 40], Gen.Byte, Gen.Byte, Gen.Byte.Array[0, 300]).Array[100].Sample(segments =>
        {
            foreach (var (reference, total, number, octets) in segments)
            {
                reassembler.Add(s_parties, new(reference, total, number, 8), octets, 8, true, out var message);
                message?.Text();
                Assert.InRange(reassembler.WaitingOctets, 0, 1000);
            }
        }, threads: 1, iter: 50);
    }

    [Fact]
    public void Impossible_numbers_and_too_large_segments_are_refused()
    {
        var reassembler = new SegmentReassembler(new ReassemblyLimits { SegmentsPerMessage = 10 }, _time);
        Assert.Equal(ReassemblyStatus.Invalid, Add(reassembler, 1, 2, 3, "x", out _));
        Assert.Equal(ReassemblyStatus.Invalid, Add(reassembler, 1, 0, 0, "x", out _));
        Assert.Equal(ReassemblyStatus.TooLarge, Add(reassembler, 1, 11, 1, "x", out _));
        Assert.Equal(ReassemblyStatus.TooLarge, Add(reassembler, 1, 10, 1, new string('x', 255), out _));
        Assert.Equal(ReassemblyStatus.Waiting, Add(reassembler, 1, 10, 1, new string('x', 254), out _));
    }

    [Fact]
    public void A_pair_that_a_careless_sender_cut_still_reads()
    {
        var reassembler = new SegmentReassembler(new ReassemblyLimits(), _time);
        var octets = Encoding.BigEndianUnicode.GetBytes("😀");
        reassembler.Add(s_parties, new(1, 2, 1, 8), octets.AsSpan(0, 2), 8, false, out _);
        reassembler.Add(s_parties, new(1, 2, 2, 8), octets.AsSpan(2), 8, false, out var message);
        Assert.Equal("😀", message!.Text());
    }

    [Fact]
    public void Any_text_comes_back_from_its_shuffled_segments() =>
        Gen.Select(
            Gen.OneOf(Gen.String[0, 400], Gen.String[Gen.OneOf('a', '€', 'ş', '['), 0, 600]),
            Gen.Bool, Gen.Int, Gen.OneOf(Concatenation.Udh8, Concatenation.Udh16, Concatenation.Sar)).Sample((text, packed, seed, concatenation) =>
        {
            if (packed && text.Contains('\r'))
                return;
            var options = EncodingOptions.Default with
            {
                PackSeptets = packed,
                Concatenation = concatenation,
                NationalLanguages = [NationalLanguage.Turkish],
            };
            var choice = TextEncoder.Choose(text, options);
            var parts = Sending.Parts(text, choice, 77).ToArray();
            new Random(seed).Shuffle(parts);
            var reassembler = new SegmentReassembler(new ReassemblyLimits(), _time);
            ReassembledMessage? message = null;
            foreach (var part in parts)
            {
                var reference = new SegmentReference(77, (byte)part.Info.Total, (byte)part.Info.Number, 16);
                if (part.Info.HasHeader && !part.Info.NeedsSar && part.Info.Total > 1)
                {
                    UserDataHeader.TryRead(part.Octets, out var header, out _);
                    reference = header.Concatenation!.Value;
                }
                reassembler.Add(s_parties, reference, part.Octets, choice.DataCoding, part.Info.HasHeader, out message);
            }
            var reading = new DecodingOptions { DefaultAlphabet = packed ? DefaultAlphabet.Gsm7Packed : DefaultAlphabet.Gsm7 };
            Assert.Equal(text, message!.Text(reading));
        });

    private static ReassemblyStatus Add(
        SegmentReassembler reassembler, ushort reference, byte total, byte number, string text, out ReassembledMessage? message) =>
        reassembler.Add(s_parties, new(reference, total, number, 8), Encoding.ASCII.GetBytes(text), 0, false, out message);
}
