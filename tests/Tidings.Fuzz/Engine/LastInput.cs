using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace Tidings.Fuzz.Engine;

/// <summary>
/// The input that runs now, in a mapped file: a stack that overflows takes the process down without a word, and the file stays.
/// </summary>
internal sealed class LastInput : IDisposable
{
    const int Room = 1 << 20;
    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;
    readonly byte[] _length = new byte[4];

    public LastInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Room + 4);
        _view = _file.CreateViewAccessor();
    }

    public void Keep(byte[] input)
    {
        var length = Math.Min(input.Length, Room);
        BinaryPrimitives.WriteInt32LittleEndian(_length, length);
        _view.WriteArray(0, _length, 0, 4);
        _view.WriteArray(4, input, 0, length);
    }

    /// <summary>What the run before left; null for none.</summary>
    public static byte[]? Left(string path)
    {
        if (!File.Exists(path))
            return null;
        var octets = File.ReadAllBytes(path);
        var length = octets.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(octets);
        return length >= 0 && length <= octets.Length - 4 ? octets[4..(4 + length)] : null;
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
