using System.Text;

namespace Tidings.Core.Compose.Templates;

/// <summary>Where a text is written, of fixed size: what does not fit sets <see cref="Overflowed"/> and is dropped.</summary>
sealed class TextBuffer : TextWriter
{
    /// <summary>Ten segments of GSM 7-bit and more; no preset comes near.</summary>
    public const int Capacity = 1_600;

    readonly char[] _text = new char[Capacity];
    int _length;

    public override Encoding Encoding => Encoding.Unicode;
    public bool Overflowed { get; private set; }
    public ReadOnlySpan<char> Written => _text.AsSpan(0, _length);
    public Span<char> Free => _text.AsSpan(_length);

    public void Clear() => (_length, Overflowed) = (0, false);

    public void Advance(int written)
    {
        _length += written;
        Overflowed |= written == 0;
    }

    public override void Write(char value) => Write([value]);
    public override void Write(string? value) => Write(value.AsSpan());
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> value)
    {
        if (value.TryCopyTo(Free))
            _length += value.Length;
        else
            Overflowed = true;
    }

    public override Task WriteAsync(char value) { Write(value); return Task.CompletedTask; }
    public override Task WriteAsync(string? value) { Write(value); return Task.CompletedTask; }
    public override Task WriteAsync(char[] buffer, int index, int count) { Write(buffer, index, count); return Task.CompletedTask; }
    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) { Write(buffer.Span); return Task.CompletedTask; }
    public override Task FlushAsync() => Task.CompletedTask;
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
