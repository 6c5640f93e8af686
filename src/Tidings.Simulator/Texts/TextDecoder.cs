using System.Text;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Texts;

/// <summary>
/// Turns what a submit_sm carries into text as a phone would show it. Written from the standards and not with Tidings.Smpp, so that
/// an encoder's mistake is seen on the Phone.
/// </summary>
internal static class TextDecoder
{
    /// <summary>References that come by SAR TLVs must not meet those of user data headers.</summary>
    const int SarSpace = 0x20000;

    public static Segment Decode(in SubmitPdu submit)
    {
        var header = submit.HasHeader ? UserDataHeader.Read(submit.Message) : default;
        var body = submit.Message[header.Length..];
        var (text, encoding) = DecodeBody(body, submit.DataCoding, header);
        return submit.SarTotal > 1
            ? new(text, encoding, SarSpace | submit.SarReference, submit.SarTotal, submit.SarPart)
            : new(text, encoding, header.Reference, header.Total, Math.Max(1, header.Number));
    }

    static (string Text, string Encoding) DecodeBody(ReadOnlySpan<byte> body, byte dataCoding, UserDataHeader header) => KindOf(dataCoding) switch
    {
        Kind.Gsm => Gsm(body, header),
        Kind.Ascii => (Encoding.Latin1.GetString(body), "ascii"),
        Kind.Latin1 => (Encoding.Latin1.GetString(body), "latin1"),
        Kind.Ucs2 => (Ucs2(body), "ucs2"),
        _ => (Convert.ToHexString(body), "binary"),
    };

    enum Kind
    {
        Gsm,
        Ascii,
        Latin1,
        Ucs2,
        Binary,
    }

    /// <summary>SMPP 3.4 §5.2.19 below 0x10; above it the coding groups of TS 23.038 §4. Bit 5 below 0x80 says compressed, which is not read.</summary>
    static Kind KindOf(byte dataCoding) => dataCoding switch
    {
        0x00 => Kind.Gsm,
        0x01 => Kind.Ascii,
        0x03 => Kind.Latin1,
        0x08 => Kind.Ucs2,
        >= 0x10 and < 0x80 => (dataCoding & 0x2C) switch { 0x00 => Kind.Gsm, 0x08 => Kind.Ucs2, _ => Kind.Binary },
        >= 0xC0 and < 0xE0 => Kind.Gsm,
        >= 0xE0 and < 0xF0 => Kind.Ucs2,
        >= 0xF0 => (dataCoding & 0x04) == 0 ? Kind.Gsm : Kind.Binary,
        _ => Kind.Binary,
    };

    /// <summary>Unit by unit: half a surrogate pair stands until the next segment brings the other half.</summary>
    static string Ucs2(ReadOnlySpan<byte> body)
    {
        var units = new char[body.Length / 2];
        for (var i = 0; i < units.Length; i++)
            units[i] = (char)(body[2 * i] << 8 | body[2 * i + 1]);
        return new(units);
    }

    static (string, string) Gsm(ReadOnlySpan<byte> body, UserDataHeader header)
    {
        var text = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            var septet = (byte)(body[i] & 0x7F);
            if (septet != GsmAlphabet.Escape)
                text.Append(NationalTables.Locking(header.LockingShift, septet));
            else if (++i < body.Length)
                text.Append(NationalTables.Single(header.SingleShift, header.LockingShift, (byte)(body[i] & 0x7F)));
        }
        var language = NationalTables.LanguageOf(header.SingleShift, header.LockingShift);
        return (text.ToString(), language is null ? "gsm7" : "gsm7+" + language);
    }
}
