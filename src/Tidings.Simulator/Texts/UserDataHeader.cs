namespace Tidings.Simulator.Texts;

/// <summary>The elements of a user data header that the simulator understands (3GPP TS 23.040 §9.2.3.24).</summary>
internal readonly record struct UserDataHeader(int Length, int Reference, int Total, int Number, byte SingleShift, byte LockingShift)
{
    /// <summary>Reads what it can; a header that is longer than the message takes the whole of it.</summary>
    public static UserDataHeader Read(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty)
            return default;
        var length = Math.Min(message[0] + 1, message.Length);
        var header = new UserDataHeader { Length = length };
        for (var rest = message[1..length]; rest.Length >= 2;)
        {
            var size = rest[1];
            if (rest.Length < 2 + size)
                break;
            header = header.With(rest[0], rest.Slice(2, size));
            rest = rest[(2 + size)..];
        }
        return header;
    }

    UserDataHeader With(byte element, ReadOnlySpan<byte> value) => (element, value.Length) switch
    {
        (0x00, 3) => this with { Reference = value[0], Total = value[1], Number = value[2] },
        (0x08, 4) => this with { Reference = 0x10000 | value[0] << 8 | value[1], Total = value[2], Number = value[3] },
        (0x24, 1) => this with { SingleShift = value[0] },
        (0x25, 1) => this with { LockingShift = value[0] },
        _ => this,
    };
}
