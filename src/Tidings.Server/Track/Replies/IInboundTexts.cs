namespace Tidings.Server.Track.Replies;

/// <summary>Where carriers hand over what is no receipt.</summary>
internal interface IInboundTexts
{
    /// <summary>Takes a text and answers the carrier when it is durable. Never blocks. False: too many wait; nothing was taken, and the carrier is to bring it again.</summary>
    bool Take(InboundText text);

    /// <summary>A text came that can be no customer's. It is answered already.</summary>
    void Foreign(string carrier, Foreign why);
}
