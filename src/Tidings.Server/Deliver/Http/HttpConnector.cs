using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Queue;
using Tidings.Smpp.Text;

namespace Tidings.Server.Deliver.Http;

/// <summary>Texts of an HTTP carrier: one request each, which the carrier cuts and counts as it likes.</summary>
internal sealed class HttpConnector(CarrierDelivery carrier) : ICarrierConnector
{
    /// <summary>What the strictest of the vendors takes: UTF-16 code units.</summary>
    const int LongestText = 1_000;

    static readonly EncodingChoice Whole = new() { Outcome = EncodingOutcome.Fits, Segments = 1 }, TooLong = new() { Outcome = EncodingOutcome.TooLong, Segments = 1 };

    public void Encode(Outgoing message)
    {
        message.Encoding = message.Message.Text.Length <= LongestText ? Whole : TooLong;
        message.Encoded = true;
    }

    /// <summary>There is nothing to open: connections are made as texts leave, and one that cannot be made is an answer like another.</summary>
    public Task<(ICarrierSession? Session, string Why)> Connect(BindPump pump, CancellationToken cancel) =>
        Task.FromResult<(ICarrierSession?, string)>((new HttpSession(pump, carrier), ""));
}
