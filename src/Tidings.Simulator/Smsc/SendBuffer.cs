using System.Net.Sockets;

namespace Tidings.Simulator.Smsc;

/// <summary>
/// What waits to go out on one connection: appended under a lock, sent in as large pieces as have gathered. Two arrays take turns,
/// so that appending goes on while a piece is on its way.
/// </summary>
internal sealed class SendBuffer(Socket socket, Action onDrained)
{
    /// <summary>Above this the session stops reading and delivering until the peer has taken some.</summary>
    public const int High = 256 * 1024;

    readonly Lock gate = new();
    byte[] filling = new byte[4096];
    byte[] leaving = new byte[4096];
    int count;
    bool sending, closed, wasHigh;
    TaskCompletionSource? drained;

    public bool IsHigh => Volatile.Read(ref count) >= High;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (closed)
                return;
            if (filling.Length - count < bytes.Length)
                Array.Resize(ref filling, Math.Max(filling.Length * 2, count + bytes.Length));
            bytes.CopyTo(filling.AsSpan(count));
            count += bytes.Length;
            wasHigh |= count >= High;
        }
    }

    /// <summary>Starts sending unless it is going on already.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (sending || closed || count == 0)
                return;
            sending = true;
        }
        _ = SendAsync();
    }

    /// <summary>Completes at once unless too much waits, and then when all of it has gone.</summary>
    public Task RoomAsync()
    {
        lock (gate)
        {
            if (closed || count < High)
                return Task.CompletedTask;
            return (drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Completes when all that was appended has been handed to the network, or the connection is gone.</summary>
    public async Task EmptyAsync()
    {
        Flush();
        TaskCompletionSource? waiter;
        lock (gate)
        {
            if (closed || (!sending && count == 0))
                return;
            waiter = drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        await waiter.Task;
    }

    public void Close()
    {
        TaskCompletionSource? waiter;
        lock (gate)
        {
            closed = true;
            count = 0;
            (waiter, drained) = (drained, null);
        }
        waiter?.TrySetResult();
    }

    async Task SendAsync()
    {
        try
        {
            while (Take() is { Length: > 0 } piece)
            {
                for (var sent = 0; sent < piece.Length;)
                    sent += await socket.SendAsync(piece[sent..], SocketFlags.None);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Close();
        }
    }

    ReadOnlyMemory<byte> Take()
    {
        ReadOnlyMemory<byte> piece;
        TaskCompletionSource? waiter;
        bool relieved;
        lock (gate)
        {
            piece = filling.AsMemory(0, count);
            (filling, leaving) = (leaving, filling);
            count = 0;
            if (!piece.IsEmpty)
                return piece;
            sending = false;
            (waiter, drained) = (drained, null);
            (relieved, wasHigh) = (wasHigh, false);
        }
        waiter?.TrySetResult();
        if (relieved)
            onDrained();
        return default;
    }
}
