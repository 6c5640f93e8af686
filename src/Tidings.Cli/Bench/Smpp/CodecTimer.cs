using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Cli.Bench.Smpp;

/// <summary>Encodes and decodes one submit_sm again and again.</summary>
internal static class CodecTimer
{
    private const int Rounds = 1_000_000;

    public static double NanosecondsPerPdu(TimeProvider clock)
    {
        var buffer = new byte[512];
        Loop(buffer, Rounds / 10);
        var start = clock.GetTimestamp();
        Loop(buffer, Rounds);
        return clock.GetElapsedTime(start).TotalNanoseconds / Rounds;
    }

    private static void Loop(byte[] buffer, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            var pdu = new SubmitSm
            {
                Source = new SmppAddress(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, "Bank"u8),
                Destination = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "447700900123"u8),
                ShortMessage = "Your account 1234 was credited with EUR 1,250.00 by ACME Ltd."u8,
            };
            PduCodec.Encode(pdu, CommandStatus.ESME_ROK, (uint)i, buffer, out var written, out _);
            FrameReader.Read(buffer.AsSpan(0, written), FrameReader.DefaultLimit, out var frame, out _);
            if (PduCodec.Decode(frame, out SubmitSm _).IsFault)
                throw new InvalidOperationException("The codec does not read what it wrote.");
        }
    }
}
