using System.Buffers.Binary;
using System.Net.Sockets;
using System.Numerics;

namespace Tidings.Simulator.Smsc;

/// <summary>One connection: reads, cuts the stream into PDUs, and hands the answers of all that one read brought to the network at once.</summary>
internal sealed partial class SmscSession
{
    /// <summary>The longest PDU taken: message_payload's 64 KB with its envelope.</summary>
    const int LongestPdu = 66 * 1024;

    readonly Socket socket;
    readonly Exchange exchange;
    readonly SimulatorOptions options;
    readonly TimeProvider clock;
    readonly SendBuffer output;
    readonly CancellationToken stop;
    bool closing, answeredDeliveries;

    public SmscSession(int number, Socket socket, Exchange exchange, SimulatorOptions options, TimeProvider clock, CancellationToken stop)
    {
        Number = number;
        this.socket = socket;
        this.exchange = exchange;
        this.options = options;
        this.clock = clock;
        this.stop = stop;
        inFlight = new Delivery?[(int)BitOperations.RoundUpToPowerOf2((uint)options.DeliverWindow)];
        output = new(socket, Drained);
    }

    /// <summary>Counts connections from 1.</summary>
    public int Number { get; }

    public async Task RunAsync()
    {
        var buffer = new byte[16 * 1024];
        var have = 0;
        try
        {
            while (!closing)
            {
                var budget = await ReadBudgetAsync();
                var room = buffer.AsMemory(have);
                var read = await socket.ReceiveAsync(room[..Math.Min(room.Length, budget)], SocketFlags.None, stop);
                if (read == 0)
                    break;
                exchange.CountRead(read);
                Volatile.Write(ref lastHeardTick, exchange.NowTick);
                have += read;
                var used = Consume(buffer.AsSpan(0, have));
                buffer.AsSpan(used, have - used).CopyTo(buffer);
                have -= used;
                if (have == buffer.Length)
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LongestPdu));
                output.Flush();
                if (answeredDeliveries && Account is { } account)
                    exchange.Pump(account);
                answeredDeliveries = false;
                await output.RoomAsync();
            }
            await output.EmptyAsync().WaitAsync(TimeSpan.FromSeconds(5), clock, stop);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // The peer is gone, or we are told to go: both end here.
        }
        finally
        {
            exchange.Close(this);
            output.Close();
            socket.Dispose();
        }
    }

    /// <summary>Handles every whole PDU and returns how many bytes that took.</summary>
    int Consume(ReadOnlySpan<byte> bytes)
    {
        var used = 0;
        while (!closing && bytes.Length - used >= 16)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[used..]);
            if (length is < 16 or > LongestPdu)
            {
                exchange.CountProtocolError();
                Answer(Wire.CommandId.GenericNack, SmscStatus.InvalidCommandLength, 0);
                closing = true;
                break;
            }
            if (bytes.Length - used < length)
                break;
            Handle(bytes.Slice(used, (int)length));
            used += (int)length;
        }
        return closing ? bytes.Length : used;
    }

    /// <summary>How many bytes may be read now; a slow reader takes a tenth of a second's worth at a time.</summary>
    async ValueTask<int> ReadBudgetAsync()
    {
        var limit = exchange.Behaviour.ReadBytesPerSecond;
        if (limit == 0)
            return int.MaxValue;
        await Task.Delay(TimeSpan.FromMilliseconds(100), clock, stop);
        return Math.Max(1, limit / 10);
    }

    /// <summary>Appends one PDU; <see cref="Flush"/> sends it.</summary>
    public void Send(ReadOnlySpan<byte> pdu, ulong messageId)
    {
        exchange.Pdus.Record(Messages.PduDirection.ToServer, Number, pdu, messageId, exchange.Now);
        output.Append(pdu);
    }

    public void Flush() => output.Flush();

    public void Unbind_NeedsLock()
    {
        if (Mode != BindMode.None)
            Answer(Wire.CommandId.Unbind, SmscStatus.Ok, NextSequence());
    }

    void Drained()
    {
        if (Account is { } account)
            exchange.Pump(account);
    }
}
