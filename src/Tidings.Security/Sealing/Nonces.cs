using System.Security.Cryptography;

namespace Tidings.Security.Sealing;

/// <summary>
/// Random nonces, taken from the system's generator 128 at a time: one costs 0.65 µs alone and some nanoseconds this way. Each is handed out once, by the
/// thread that drew it. They are public: that the next ones lie in memory gives nothing away.
/// </summary>
internal static class Nonces
{
    const int Drawn = 128;

    [ThreadStatic]
    static byte[]? batch;

    [ThreadStatic]
    static int left;

    public static void Next(Span<byte> into)
    {
        if (left == 0)
        {
            batch ??= new byte[Drawn * SealedFormat.NonceBytes];
            RandomNumberGenerator.Fill(batch);
            left = Drawn;
        }
        left--;
        batch.AsSpan(left * SealedFormat.NonceBytes, SealedFormat.NonceBytes).CopyTo(into);
    }
}
