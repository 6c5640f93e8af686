using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Tidings.Simulator.Smsc;

/// <summary>Writes message ids the way the carrier of the moment does.</summary>
internal static class MessageIds
{
    public const int Longest = 20;

    public static int Write(ulong id, MessageIdFormat format, Span<byte> into)
    {
        var form = format switch
        {
            MessageIdFormat.Decimal => default,
            MessageIdFormat.Hex => new StandardFormat('x'),
            MessageIdFormat.HexUpper => new StandardFormat('X'),
            MessageIdFormat.DecimalPadded => new StandardFormat('D', 20),
            MessageIdFormat.HexPadded => new StandardFormat('x', 16),
            MessageIdFormat.HexUpperPadded => new StandardFormat('X', 16),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        Utf8Formatter.TryFormat(id, into, out var written, form);
        return written;
    }

    public static string Text(ulong id, MessageIdFormat format)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        var length = Write(id, format, bytes);
        return Encoding.ASCII.GetString(bytes[..length]);
    }
}
