namespace Tidings.Smpp.Text.Receipts;

/// <summary>The fields of a receipt's text (SMPP 3.4 Appendix B) and how their names are found.</summary>
internal enum ReceiptField : byte
{
    None,
    Id,
    Sub,
    Dlvrd,
    SubmitDate,
    DoneDate,
    Stat,
    Err,
    Text,
}

internal static class ReceiptFields
{
    /// <summary>
    /// The field whose name, whatever its case, begins at the start of <paramref name="text"/> and ends in a colon;
    /// <paramref name="length"/> is the octets of name and colon.
    /// </summary>
    public static ReceiptField At(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        if (text.Length < 3)
            return ReceiptField.None;
        return (text[0] | 0x20) switch
        {
            'i' => Named(text, "id"u8, ReceiptField.Id, out length),
            'e' => Either(text, "err"u8, "error"u8, ReceiptField.Err, out length),
            't' => Named(text, "text"u8, ReceiptField.Text, out length),
            'd' when (text[1] | 0x20) == 'l' => Named(text, "dlvrd"u8, ReceiptField.Dlvrd, out length),
            'd' => Dated(text, "done"u8, ReceiptField.DoneDate, out length),
            's' when (text[1] | 0x20) == 't' => Either(text, "stat"u8, "status"u8, ReceiptField.Stat, out length),
            's' => Named(text, "sub"u8, ReceiptField.Sub, out length) is ReceiptField.Sub
                ? ReceiptField.Sub
                : Dated(text, "submit"u8, ReceiptField.SubmitDate, out length),
            _ => ReceiptField.None,
        };
    }

    private static ReceiptField Either(
        ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, ReadOnlySpan<byte> longer, ReceiptField field, out int length) =>
        Named(text, name, field, out length) == field ? field : Named(text, longer, field, out length);

    private static ReceiptField Named(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, ReceiptField field, out int length)
    {
        length = name.Length + 1;
        return text.Length >= length && text[name.Length] == ':' && Same(text, name) ? field : ReceiptField.None;
    }

    // "submit date:", "submit_date:", "submitdate:" and "Submit Date:" are all seen.
    private static ReceiptField Dated(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, ReceiptField field, out int length)
    {
        length = 0;
        if (text.Length < name.Length + 5 || !Same(text, name))
            return ReceiptField.None;
        var gap = text[name.Length] is (byte)' ' or (byte)'_' or (byte)'-' ? 1 : 0;
        var rest = text[(name.Length + gap)..];
        var found = Named(rest, "date"u8, field, out length);
        length += name.Length + gap;
        return found;
    }

    private static bool Same(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase)
    {
        for (var i = 0; i < lowerCase.Length; i++)
            if ((text[i] | 0x20) != lowerCase[i])
                return false;
        return true;
    }
}
