using System.Buffers.Binary;
using System.Net.Sockets;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenAPeerIsHostile
{
    private const int Attacks = 300, MaxPduLength = 8 * 1024;

    /// <summary>Buffers that a good peer needs as well, and the strings of a bind.</summary>
    private const int Ordinary = 128 * 1024;

    [Fact]
    public async Task Reading_it_never_takes_more_memory_than_the_limit_allows()
    {
        for (var seed = 0; seed < Attacks; seed++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await using var stream = new FedStream(Attack(new Random(seed)).ToList());
            var options = new SmppServerOptions { MaxPduLength = MaxPduLength };
            var session = new SmppServerSession(new Transport(socket, stream), options, new Deaf(), TimeProvider.System);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var running = session.RunAsync();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            await running;
            Assert.True(allocated <= MaxPduLength + Ordinary, $"seed {seed}: {allocated} octets");
            Assert.InRange(session.Received, 0, Math.Max(MaxPduLength, 32 * 1024));
        }
    }

    [Fact]
    public void Cutting_and_reading_any_octets_takes_none()
    {
        var octets = new byte[600];
        var random = new Random(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(octets.AsSpan(16));
            BinaryPrimitives.WriteInt32BigEndian(octets, random.Next(4) == 0 ? random.Next() : random.Next(octets.Length));
            BinaryPrimitives.WriteInt32BigEndian(octets.AsSpan(4), random.Next(0x16));
            if (FrameReader.Read(octets, FrameReader.DefaultLimit, out var frame, out _) == FrameOutcome.Complete)
                Read(frame);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    private static void Read(PduFrame frame)
    {
        PduCodec.Decode(frame, out SubmitSm _);
        PduCodec.Decode(frame, out DeliverSm deliver);
        foreach (var _ in deliver.Tlvs)
        {
            // Looked at, no more.
        }
        PduCodec.Decode(frame, out Bind _);
        PduCodec.Decode(frame, out QuerySm _);
        PduCodec.Decode(frame, out CancelSm _);
        PduCodec.Decode(frame, out ReplaceSm _);
        PduCodec.Decode(frame, out Outbind _);
    }

    /// <summary>A bind or none, requests that are bent, and in the end a length that nobody should believe.</summary>
    private static IEnumerable<byte[]> Attack(Random random)
    {
        if (random.Next(3) > 0)
            yield return RawPeer.Pdu(RawPeer.BindTransceiver, 0, 1, StartedServer.BindBody());
        for (var i = 0u; i < 50; i++)
        {
            var pdu = RawPeer.Pdu(random.Next(2) == 0 ? RawPeer.SubmitSm : (uint)random.Next(1, 0x110), 0, i, RawPeer.Message("hello"));
            if (random.Next(8) == 0)
                pdu[random.Next(4, pdu.Length)] = (byte)random.Next(256);
            yield return pdu;
        }
        var last = new byte[48 * 1024];
        BinaryPrimitives.WriteUInt32BigEndian(last, random.Next(2) == 0 ? MaxPduLength : (uint)random.Next(64 * 1024 * 1024));
        yield return last;
    }

    private sealed class Deaf : ISmppServerHandler
    {
        public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation) =>
            ValueTask.FromResult(BindDecision.Accept);

        public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_ROK);
    }
}
