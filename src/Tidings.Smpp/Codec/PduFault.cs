namespace Tidings.Smpp.Codec;

/// <summary>What is wrong with one PDU; the session can go on. The default value means that nothing is.</summary>
/// <param name="Status">The status that names the field, ready for the response.</param>
public readonly record struct PduFault(CommandStatus Status)
{
    /// <summary>Nothing is wrong.</summary>
    public static PduFault None => default;

    /// <summary>Whether something is wrong.</summary>
    public bool IsFault => Status != CommandStatus.ESME_ROK;
}
