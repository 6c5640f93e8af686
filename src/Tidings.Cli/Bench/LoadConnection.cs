using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Tidings.Cli.Bench;

/// <summary>
/// One keep-alive HTTP connection that posts prepared bodies and counts outcomes. Written on the socket: the load shares two cores with what it
/// measures, and a full client would take a third of them.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    readonly Socket _socket;
    readonly byte[] _head;
    byte[] _send = new byte[64 * 1024];
    byte[] _receive = new byte[64 * 1024];

    LoadConnection(Socket socket, string key, string contentType, string host)
    {
        _socket = socket;
        _head = Encoding.ASCII.GetBytes(
            $"POST /v1/events HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\nContent-Type: {contentType}\r\nContent-Length: ");
    }

    public static async Task<LoadConnection> Open(Uri api, string key, string contentType, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(api.Host, api.Port, cancel);
        return new(socket, key, contentType, api.Authority);
    }

    /// <summary>Gets a path with its query.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> Get(string path, string host, CancellationToken cancel)
    {
        var length = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n", _send);
        await _socket.SendAsync(_send.AsMemory(0, length), cancel);
        return await Receive(cancel);
    }

    /// <summary>The answer to one request: its status and its body, valid until the next.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> Post(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        var length = _head.Length + 16 + body.Length;
        if (_send.Length < length)
            _send = new byte[length * 2];
        _head.CopyTo(_send, 0);
        var at = _head.Length;
        Utf8Formatter.TryFormat(body.Length, _send.AsSpan(at), out var digits);
        at += digits;
        "\r\n\r\n"u8.CopyTo(_send.AsSpan(at));
        at += 4;
        body.Span.CopyTo(_send.AsSpan(at));
        await _socket.SendAsync(_send.AsMemory(0, at + body.Length), cancel);
        return await Receive(cancel);
    }

    async ValueTask<(int, ReadOnlyMemory<byte>)> Receive(CancellationToken cancel)
    {
        var have = 0;
        while (true)
        {
            if (have == _receive.Length)
                Array.Resize(ref _receive, have * 2);
            var read = await _socket.ReceiveAsync(_receive.AsMemory(have), cancel);
            if (read == 0)
                throw new IOException("The server closed the connection.");
            have += read;
            if (TryFrame(_receive.AsSpan(0, have), out var status, out var from, out var length) && have >= from + length)
                return (status, _receive.AsMemory(from, length));
        }
    }

    static bool TryFrame(ReadOnlySpan<byte> bytes, out int status, out int from, out int length)
    {
        (status, from, length) = (0, bytes.IndexOf("\r\n\r\n"u8) + 4, 0);
        if (from < 4)
            return false;
        var head = bytes[..from];
        Utf8Parser.TryParse(head[9..], out status, out _);
        var field = head.IndexOf("Content-Length: "u8);
        if (field >= 0)
        {
            Utf8Parser.TryParse(head[(field + 16)..], out length, out _);
            return true;
        }
        // Chunked: the whole of it is there when the last, empty chunk is.
        length = bytes.Length - from;
        return bytes.EndsWith("\r\n0\r\n\r\n"u8) || head.IndexOf("chunked"u8) < 0;
    }

    public void Dispose() => _socket.Dispose();
}
