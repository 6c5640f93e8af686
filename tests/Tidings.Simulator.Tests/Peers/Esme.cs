using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tidings.Simulator.Tests.Peers;

/// <summary>A client on a real socket that sends the bytes it is told to and reads one PDU at a time.</summary>
internal sealed class Esme : IDisposable
{
    public const uint Receiver = 1, Transmitter = 2, Transceiver = 9;

    readonly TcpClient client = new();
    uint sequence = 100;

    public NetworkStream Stream => client.GetStream();

    /// <summary>What does not come is a failure, not a test that hangs.</summary>
    readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));

    CancellationToken Patience => patience.Token;

    public static async Task<Esme> ConnectAsync(SmscSimulator simulator)
    {
        var esme = new Esme();
        await esme.client.ConnectAsync(IPAddress.Loopback, simulator.SmppPort, esme.Patience);
        esme.client.NoDelay = true;
        return esme;
    }

    public static async Task<Esme> BoundAsync(SmscSimulator simulator, uint mode = Transceiver, string systemId = "bank", string password = "pw")
    {
        var esme = await ConnectAsync(simulator);
        await esme.SendAsync(Pdu.Bind(mode, systemId, password));
        var response = await esme.ReadAsync();
        Assert.Equal(0u, response.Status);
        return esme;
    }

    public ValueTask SendAsync(params byte[][] pdus) => Stream.WriteAsync(pdus.SelectMany(pdu => pdu).ToArray(), Patience);

    /// <summary>Sends a submit_sm and returns its sequence number.</summary>
    public async Task<uint> SubmitAsync(string to, string text, byte registered = 1)
    {
        await SendAsync(Pdu.Submit(++sequence, to, text, registered));
        return sequence;
    }

    /// <summary>The next PDU; fails if the connection ends.</summary>
    public async Task<Pdu> ReadAsync() => await TryReadAsync() ?? throw new EndOfStreamException();

    /// <summary>The next deliver_sm, answered.</summary>
    public async Task<Delivered> ReadDeliveryAsync(uint status = 0)
    {
        var pdu = await ReadAsync();
        var delivered = new Delivered(pdu);
        await AnswerAsync(pdu, status);
        return delivered;
    }

    public async Task AnswerAsync(Pdu delivery, uint status = 0)
    {
        var response = Pdu.Header(Pdu.DeliverSmResp, delivery.Sequence, 0);
        BinaryPrimitives.WriteUInt32BigEndian(response.AsSpan(8), status);
        await SendAsync(response);
    }

    /// <summary>The next PDU, or null if the connection ends before it.</summary>
    public async Task<Pdu?> TryReadAsync()
    {
        var header = new byte[4];
        if (await Stream.ReadAtLeastAsync(header, 4, throwOnEndOfStream: false, Patience) < 4)
            return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        Assert.InRange(length, 16u, 70_000u);
        var pdu = new byte[length];
        header.CopyTo(pdu, 0);
        return await Stream.ReadAtLeastAsync(pdu.AsMemory(4), pdu.Length - 4, throwOnEndOfStream: false, Patience) < pdu.Length - 4
            ? null
            : new(pdu);
    }

    /// <summary>All bytes until the simulator ends the connection.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        try
        {
            await Stream.CopyToAsync(all, Patience);
        }
        catch (IOException)
        {
            // A reset ends it too.
        }
        return all.ToArray();
    }

    public void Dispose()
    {
        client.Dispose();
        patience.Dispose();
    }
}
