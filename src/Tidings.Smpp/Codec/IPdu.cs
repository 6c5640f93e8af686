namespace Tidings.Smpp.Codec;

/// <summary>
/// A PDU's body: the same value is what was decoded and what is to be encoded. A library user may declare a carrier's own in the same way.
/// </summary>
/// <typeparam name="TSelf">The PDU.</typeparam>
public interface IPdu<TSelf> where TSelf : struct, IPdu<TSelf>, allows ref struct
{
    /// <summary>The command that this value is sent as.</summary>
    CommandId CommandId { get; }

    /// <summary>A bound on the encoded length, header included, octets.</summary>
    int MaxLength { get; }

    /// <summary>Writes the fields in their order.</summary>
    void Write(scoped ref PduWriter writer);

    /// <summary>Reads the fields in their order; what is wrong is left in the reader.</summary>
    static abstract TSelf Read(scoped ref PduReader reader, CommandId commandId);

    /// <summary>Whether this type is the body of that command.</summary>
    static abstract bool Is(CommandId commandId);
}

/// <summary>A PDU that the other side answers.</summary>
/// <typeparam name="TSelf">The PDU.</typeparam>
public interface IRequestPdu<TSelf> : IPdu<TSelf> where TSelf : struct, IRequestPdu<TSelf>, allows ref struct;

/// <summary>A PDU that answers.</summary>
/// <typeparam name="TSelf">The PDU.</typeparam>
public interface IResponsePdu<TSelf> : IPdu<TSelf> where TSelf : struct, IResponsePdu<TSelf>, allows ref struct;

/// <summary>A PDU that nobody answers: outbind and alert_notification.</summary>
/// <typeparam name="TSelf">The PDU.</typeparam>
public interface INoticePdu<TSelf> : IPdu<TSelf> where TSelf : struct, INoticePdu<TSelf>, allows ref struct;
