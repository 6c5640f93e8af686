using System.Buffers.Binary;

namespace Tidings.Smpp.Text.Headers;

/// <summary>
/// A user data header read in place (3GPP TS 23.040 §9.2.3.24): enumerate it for all its elements, known or not. Where an element
/// comes twice the last one counts, as the standard says.
/// </summary>
public readonly ref struct UserDataHeader
{
    private readonly ReadOnlySpan<byte> _elements;

    private UserDataHeader(ReadOnlySpan<byte> elements) => _elements = elements;

    /// <summary>Octets of the header, the length octet included; 0 for none.</summary>
    public int Octets => _elements.IsEmpty ? 0 : _elements.Length + 1;

    /// <summary>The concatenation element, or null; one with impossible numbers is ignored.</summary>
    public SegmentReference? Concatenation
    {
        get
        {
            SegmentReference? found = null;
            foreach (var element in this)
            {
                var data = element.Data;
                SegmentReference? here = (element.Id, data.Length) switch
                {
                    (InformationElementId.Concatenation8, 3) => new SegmentReference(data[0], data[1], data[2], 8),
                    (InformationElementId.Concatenation16, 4) =>
                        new SegmentReference(BinaryPrimitives.ReadUInt16BigEndian(data), data[2], data[3], 16),
                    _ => null,
                };
                if (here is { IsValid: true })
                    found = here;
            }
            return found;
        }
    }

    /// <summary>The single shift language, or <see cref="NationalLanguage.None"/>.</summary>
    public NationalLanguage SingleShift => Language(InformationElementId.SingleShift);

    /// <summary>The locking shift language, or <see cref="NationalLanguage.None"/>.</summary>
    public NationalLanguage LockingShift => Language(InformationElementId.LockingShift);

    /// <summary>Reads the header at the beginning of <paramref name="userData"/>; <paramref name="rest"/> is what follows it.</summary>
    public static UserDataHeaderError TryRead(ReadOnlySpan<byte> userData, out UserDataHeader header, out ReadOnlySpan<byte> rest)
    {
        header = default;
        rest = userData;
        if (userData.IsEmpty)
            return UserDataHeaderError.Empty;
        var length = userData[0];
        if (length >= userData.Length)
            return UserDataHeaderError.LongerThanData;
        var elements = userData.Slice(1, length);
        for (var i = 0; i < length; i += 2 + elements[i + 1])
            if (i + 1 >= length || i + 2 + elements[i + 1] > length)
                return UserDataHeaderError.ElementOverrunsHeader;
        header = new UserDataHeader(elements);
        rest = userData[(1 + length)..];
        return UserDataHeaderError.None;
    }

    /// <summary>Enumerates the elements in their order.</summary>
    public Enumerator GetEnumerator() => new(_elements);

    private NationalLanguage Language(byte id)
    {
        var found = NationalLanguage.None;
        foreach (var element in this)
            if (element.Id == id && element.Data.Length == 1)
                found = (NationalLanguage)element.Data[0];
        return found;
    }

    /// <summary>Walks the elements.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _left;

        internal Enumerator(ReadOnlySpan<byte> elements) => _left = elements;

        /// <summary>The element at which the walk stands.</summary>
        public InformationElement Current { get; private set; }

        /// <summary>Steps to the next element; false after the last.</summary>
        public bool MoveNext()
        {
            if (_left.IsEmpty)
                return false;
            var end = 2 + _left[1];
            Current = new InformationElement(_left[0], _left[2..end]);
            _left = _left[end..];
            return true;
        }
    }
}
