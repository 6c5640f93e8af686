using System.Buffers.Binary;
using System.Text;

namespace Tidings.Security.Audit.Notes;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="KeyId">Of the key.</param>
/// <param name="Signature">Without the key id.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature)
{
    /// <summary>The line, with its newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes, 4);
        return $"— {Name} {Convert.ToBase64String(bytes)}\n";
    }

    /// <summary>Whether the line names this key; says nothing of whether it is true.</summary>
    public bool IsOf(NoteKey key) => key.Id == KeyId && key.Name == Name;

    internal static NoteSignature? Parse(string line)
    {
        if (!line.StartsWith("— ", StringComparison.Ordinal) || line[2..].Split(' ') is not [var name, var encoded] || !NoteKey.IsName(name))
            return null;
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) && length > 4
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..length]) : null;
    }
}

/// <summary>A text and its signatures (C2SP signed-note). Parsed is not checked: <see cref="IsSignedBy"/> is.</summary>
/// <param name="Text">With its last newline.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The longest note and the most signatures that are read.</summary>
    public const int LongestBytes = 64 * 1024;
    /// <inheritdoc cref="LongestBytes"/>
    public const int MostSignatures = 64;

    static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>The note in these bytes; null where they are none.</summary>
    public static SignedNote? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestBytes)
            return null;
        string all;
        try
        {
            all = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        var end = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !all.EndsWith('\n') || all.Any(static c => c < ' ' && c != '\n'))
            return null;
        var lines = all[(end + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures)
            return null;
        var signatures = new List<NoteSignature>();
        foreach (var line in lines)
            if (NoteSignature.Parse(line) is { } signature)
                signatures.Add(signature);
            else
                return null;
        return new(all[..(end + 1)], signatures);
    }

    /// <summary>
    /// True: a signature of this key verifies and none of it fails. Lines of other keys, of kinds that are unknown here too, are ignored.
    /// </summary>
    public bool IsSignedBy(NoteKey key)
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var mine = Signatures.Where(signature => signature.IsOf(key)).ToArray();
        return mine.Length > 0 && mine.All(signature => key.Verify(text, signature.Signature));
    }

    /// <summary>The same text with one more signature; a key's older one is replaced.</summary>
    public SignedNote With(NoteSignature signature) =>
        this with { Signatures = [.. Signatures.Where(s => s.KeyId != signature.KeyId || s.Name != signature.Name), signature] };

    /// <summary>The whole note.</summary>
    public override string ToString() => Text + "\n" + string.Concat(Signatures);

    /// <summary>The whole note in UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());
}
