using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Deliver.Binds;

/// <summary>How the texts of one bind are written and by which sessions they leave: what differs between kinds of carriers.</summary>
internal interface ICarrierConnector
{
    /// <summary>Chooses the form of a text. The same text under the same options always gets the same, so that what goes again fits what arrived.</summary>
    void Encode(Outgoing message);

    /// <summary>Opens a session that answers to the pump. Null: there is none, and why.</summary>
    Task<(ICarrierSession? Session, string Why)> Connect(BindPump pump, CancellationToken cancel);
}
