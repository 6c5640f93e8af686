using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Codec;

/// <summary>
/// Reads the fields of a body in their order (SMPP 3.4 §3.1). The first field that cannot be read is kept as the
/// <see cref="Fault"/>; every read after it answers an empty value, so a PDU's reader is a straight list of its fields.
/// </summary>
/// <param name="body">The octets after the header.</param>
public ref struct PduReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>The first thing that was wrong.</summary>
    public PduFault Fault { get; private set; }

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads an Integer of one octet.</summary>
    public byte Byte()
    {
        if (_rest.IsEmpty)
        {
            Fail(CommandStatus.ESME_RINVCMDLEN);
            return 0;
        }
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    /// <summary>Reads a C-Octet String without its NUL.</summary>
    /// <param name="maximum">The longest that the standard allows, NUL included.</param>
    /// <param name="tooLong">What to report where there is no NUL within the maximum.</param>
    public ReadOnlySpan<byte> CString(int maximum, CommandStatus tooLong)
    {
        var end = _rest[..Math.Min(maximum, _rest.Length)].IndexOf((byte)0);
        if (end < 0)
        {
            Fail(_rest.Length < maximum ? CommandStatus.ESME_RINVCMDLEN : tooLong);
            return default;
        }
        var value = _rest[..end];
        _rest = _rest[(end + 1)..];
        return value;
    }

    /// <summary>Reads a C-Octet String that ends the mandatory part of a response: some carriers leave its NUL out, or all of it.</summary>
    /// <param name="maximum">The longest to accept, NUL included.</param>
    /// <param name="tooLong">What to report where it is longer.</param>
    public ReadOnlySpan<byte> LastCString(int maximum, CommandStatus tooLong)
    {
        if (_rest.Length >= maximum || _rest.Contains((byte)0))
            return CString(maximum, tooLong);
        var value = _rest;
        _rest = default;
        return value;
    }

    /// <summary>Reads an Octet String.</summary>
    /// <param name="length">How many octets.</param>
    /// <param name="tooShort">What to report where the body holds fewer.</param>
    public ReadOnlySpan<byte> Octets(int length, CommandStatus tooShort)
    {
        if (_rest.Length < length)
        {
            Fail(tooShort);
            return default;
        }
        var value = _rest[..length];
        _rest = _rest[length..];
        return value;
    }

    /// <summary>What has not been read yet.</summary>
    internal readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>
    /// Reads all that is left as TLVs. Where one runs over the end it is ESME_RINVOPTPARSTREAM, and those before it are answered
    /// all the same: a receiver may prefer a receipt with a broken last TLV to none.
    /// </summary>
    public TlvBlock Tlvs()
    {
        var length = new TlvBlock(_rest).WellFormedLength;
        var tlvs = new TlvBlock(_rest[..length]);
        if (length < _rest.Length)
            Fail(CommandStatus.ESME_RINVOPTPARSTREAM);
        _rest = default;
        return tlvs;
    }

    /// <summary>Reports a fault that only the PDU can see.</summary>
    public void Fail(CommandStatus status)
    {
        if (!Fault.IsFault)
            Fault = new PduFault(status);
        _rest = default;
    }
}
