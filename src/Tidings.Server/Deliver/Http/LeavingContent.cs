using System.Net;

namespace Tidings.Server.Deliver.Http;

/// <summary>A body of which it is known whether anything of it has left: what has not can be in no doubt.</summary>
internal sealed class LeavingContent(byte[] body, Func<bool> mayLeave) : HttpContent
{
    const int Here = 0, Left = 1, Kept = 2;
    int _state;

    /// <summary>True: it has not left and will not. False: it has, or is just leaving.</summary>
    public bool Keep() => Interlocked.CompareExchange(ref _state, Kept, Here) != Left;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!mayLeave() || Interlocked.CompareExchange(ref _state, Left, Here) != Here)
            throw new HttpRequestException("The text may not leave any more.");
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
