namespace Tidings.Smpp.Text.Headers;

/// <summary>One element of a user data header: its identifier and data, known or not.</summary>
public readonly ref struct InformationElement
{
    internal InformationElement(byte id, ReadOnlySpan<byte> data)
    {
        Id = id;
        Data = data;
    }

    /// <summary>The identifier (IEI).</summary>
    public byte Id { get; }

    /// <summary>The data, 0 to 253 octets.</summary>
    public ReadOnlySpan<byte> Data { get; }
}
