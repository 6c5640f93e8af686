using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Codec;

/// <summary>
/// Writes the fields of a body in their order. A field that the standard does not allow is kept as the <see cref="Fault"/>
/// and nothing is written after it.
/// </summary>
/// <param name="destination">Where the body goes.</param>
public ref struct PduWriter(Span<byte> destination)
{
    private Span<byte> _rest = destination;

    /// <summary>The first field that may not be sent.</summary>
    public PduFault Fault { get; private set; }

    /// <summary>Whether the destination was too small.</summary>
    public bool IsTooSmall { get; private set; }

    /// <summary>Room that is left.</summary>
    internal readonly int Free => _rest.Length;

    /// <summary>Writes an Integer of one octet.</summary>
    public void Byte(byte value)
    {
        if (_rest.IsEmpty)
        {
            Overflow();
            return;
        }
        _rest[0] = value;
        _rest = _rest[1..];
    }

    /// <summary>Writes a C-Octet String and its NUL.</summary>
    /// <param name="value">The string; it must not contain a NUL.</param>
    /// <param name="maximum">The longest that the standard allows, NUL included.</param>
    /// <param name="invalid">What to report where it is longer or contains a NUL.</param>
    public void CString(scoped ReadOnlySpan<byte> value, int maximum, CommandStatus invalid)
    {
        if (value.Length >= maximum || value.Contains((byte)0))
        {
            Fail(invalid);
            return;
        }
        if (_rest.Length <= value.Length)
        {
            Overflow();
            return;
        }
        value.CopyTo(_rest);
        _rest[value.Length] = 0;
        _rest = _rest[(value.Length + 1)..];
    }

    /// <summary>Writes octets as they are.</summary>
    public void Octets(scoped ReadOnlySpan<byte> value)
    {
        if (!value.TryCopyTo(_rest))
        {
            Overflow();
            return;
        }
        _rest = _rest[value.Length..];
    }

    /// <summary>Writes the optional part.</summary>
    public void Tlvs(scoped TlvBlock tlvs)
    {
        if (tlvs.IsEmpty)
            return;
        if (tlvs.IsWellFormed)
            Octets(tlvs.Octets);
        else
            Fail(CommandStatus.ESME_RINVOPTPARSTREAM);
    }

    /// <summary>Reports a fault that only the PDU can see.</summary>
    public void Fail(CommandStatus status)
    {
        if (!Fault.IsFault)
            Fault = new PduFault(status);
        _rest = default;
    }

    private void Overflow()
    {
        IsTooSmall = true;
        _rest = default;
    }
}
