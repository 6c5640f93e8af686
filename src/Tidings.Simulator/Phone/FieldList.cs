using System.Globalization;
using System.Text;

namespace Tidings.Simulator.Phone;

/// <summary>The fields of a PDU as they are read, each with its place. Reads nothing past the end.</summary>
internal sealed class FieldList(byte[] bytes)
{
    readonly List<FieldView> views = [];

    public IReadOnlyList<FieldView> Views => views;

    public int Position { get; private set; }

    public int Left => bytes.Length - Position;

    public long Number(string name, int size, Func<long, string>? meaning = null)
    {
        if (Left < size)
            return 0;
        long value = 0;
        for (var i = 0; i < size; i++)
            value = value << 8 | bytes[Position + i];
        var text = size == 4 && value > 0xFFFF ? $"0x{value:X8}" : value.ToString(CultureInfo.InvariantCulture);
        Add(name, meaning is null ? text : $"{text} · {meaning(value)}", size);
        return value;
    }

    /// <summary>A C-octet string.</summary>
    public void Text(string name)
    {
        var end = bytes.AsSpan(Position).IndexOf((byte)0);
        if (end < 0)
            return;
        Add(name, end == 0 ? "" : Readable(bytes.AsSpan(Position, end)), end + 1);
    }

    /// <summary>A user data header at the start of a message; returns its length.</summary>
    public int Header(int most)
    {
        if (Left == 0)
            return 0;
        var size = Math.Min(Math.Min(bytes[Position] + 1, most), Left);
        Add("user data header", Spaced(bytes.AsSpan(Position, size)), size);
        return size;
    }

    public void Octets(string name, int size, byte dataCoding)
    {
        size = Math.Min(size, Left);
        var octets = bytes.AsSpan(Position, size);
        Add(name, dataCoding == 8 ? Encoding.BigEndianUnicode.GetString(octets) : Readable(octets), size);
    }

    public void Tlv(Func<ushort, string> nameOf)
    {
        var tag = (ushort)(bytes[Position] << 8 | bytes[Position + 1]);
        var length = bytes[Position + 2] << 8 | bytes[Position + 3];
        if (Left < 4 + length)
        {
            Rest(nameOf(tag) + " (cut off)");
            return;
        }
        var value = bytes.AsSpan(Position + 4, length);
        var text = length > 2 && !value[..^1].ContainsAnyExceptInRange((byte)0x20, (byte)0x7E) ? Readable(value.TrimEnd((byte)0)) : Spaced(value);
        Add(nameOf(tag), text, 4 + length);
    }

    public void Rest(string name) => Add(name, Spaced(bytes.AsSpan(Position)), Left);

    void Add(string name, string value, int size)
    {
        views.Add(new(name, value, Position, size));
        Position += size;
    }

    static string Readable(ReadOnlySpan<byte> octets) =>
        octets.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E) ? Spaced(octets) : Encoding.ASCII.GetString(octets);

    static string Spaced(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length * 3);
        foreach (var octet in octets[..Math.Min(octets.Length, 512)])
            text.Append(CultureInfo.InvariantCulture, $"{octet:x2} ");
        return text.ToString().TrimEnd();
    }
}
