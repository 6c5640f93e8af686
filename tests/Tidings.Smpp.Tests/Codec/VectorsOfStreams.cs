using System.Text.Json;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Tests.Text;

namespace Tidings.Smpp.Tests.Codec;

public class VectorsOfStreams
{
    [Fact]
    public void Chunks_give_the_pdus_of_the_cases_and_leave_the_rest_buffered()
    {
        foreach (var vector in TextVectors.Of("stream"))
        {
            var expect = vector.Expect();
            List<byte> buffer = [];
            List<(FrameOutcome Outcome, PduHeader Header)> seen = [];
            var chunk = 0;
            foreach (var hex in vector.Input().GetProperty("chunks").EnumerateArray())
            {
                buffer.AddRange(Convert.FromHexString(hex.GetString()!));
                Drain(buffer, seen);
                if (chunk++ == 0 && expect.TryGetProperty("after_chunk_1", out var after))
                    Assert.Equal((after.Number("pdus"), after.Number("buffered")), (seen.Count, buffer.Count));
            }
            CheckEnd(vector.Id(), expect, buffer, seen);
        }
    }

    private static void CheckEnd(string id, JsonElement expect, List<byte> buffer, List<(FrameOutcome Outcome, PduHeader Header)> seen)
    {
        if (expect.Number("pdus") is { } pdus)
            Assert.Equal((id, pdus), (id, seen.Count));
        if (expect.Number("buffered") is { } buffered)
            Assert.Equal((id, buffered), (id, buffer.Count));
        if (expect.Text("buffered_hex") is { } hex)
            Assert.Equal((id, hex), (id, Convert.ToHexStringLower(buffer.ToArray())));
        if (expect.TryGetProperty("first", out var first))
            Assert.Equal((id, FrameOutcome.UnknownCommand), (id, seen[0].Outcome));
        if (first.ValueKind == JsonValueKind.Object)
            Assert.Equal((first.GetProperty("command_id").GetUInt32(), 1u), ((uint)seen[0].Header.CommandId, seen[0].Header.SequenceNumber));
        if (expect.TryGetProperty("sequence_numbers", out var numbers))
            Assert.Equal(numbers.EnumerateArray().Select(n => n.GetUInt32()), seen.Select(s => s.Header.SequenceNumber));
    }

    private static void Drain(List<byte> buffer, List<(FrameOutcome, PduHeader)> seen)
    {
        while (true)
        {
            var outcome = FrameReader.Read(buffer.ToArray(), FrameReader.DefaultLimit, out var frame, out var consumed);
            if (outcome == FrameOutcome.NeedMore)
                return;
            Assert.True(outcome is FrameOutcome.Complete or FrameOutcome.UnknownCommand);
            seen.Add((outcome, frame.Header));
            buffer.RemoveRange(0, consumed);
        }
    }
}
