namespace Tidings.Smpp.Text.Receipts;

/// <summary>
/// Reads delivery receipts as carriers write them: the fields of SMPP 3.4 Appendix B missing, in another order or case, with seconds or
/// four-digit years. Allocates nothing; no octets make it throw.
/// <code>
/// id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E text: ...
/// </code>
/// </summary>
public static class DeliveryReceiptParser
{
    // A receipt has eight; what has hundreds is looked at no further, since each is looked for to its word's end.
    private const int MostFields = 64;

    /// <summary>
    /// Reads <paramref name="text"/>; false where it has neither an id nor a state, which is no receipt. A receipt that is all TLVs is
    /// made by <see cref="DeliveryReceipt.Prefer"/> on the default value.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DeliveryReceipt receipt)
    {
        receipt = default;
        var seen = 0;
        var at = 0;
        var fields = 0;
        while (at < text.Length && fields < MostFields)
        {
            if (text[at] is <= (byte)' ' or (byte)',' or (byte)';' or (byte)'|')
            {
                at++;
                continue;
            }
            var field = ReceiptFields.At(text[at..], out var name);
            if (field == ReceiptField.None)
            {
                at += WordLength(text[at..]);
                continue;
            }
            at += name;
            fields++;
            // What follows the text is the customer's own words, unless the state is still to come.
            var value = field == ReceiptField.Text
                ? TextValue(text[at..], (seen & 1 << (int)ReceiptField.Stat) != 0)
                : Value(text[at..], field);
            at += value.Length + Gap(text[at..], field);
            if ((seen & 1 << (int)field) == 0)
                Keep(ref receipt, field, value);
            seen |= 1 << (int)field;
        }
        return !receipt.Id.IsEmpty || !receipt.Stat.IsEmpty;
    }

    private static void Keep(ref DeliveryReceipt receipt, ReceiptField field, ReadOnlySpan<byte> value)
    {
        switch (field)
        {
            case ReceiptField.Id: receipt.Id = value; break;
            case ReceiptField.Sub: receipt.Submitted = Number(value); break;
            case ReceiptField.Dlvrd: receipt.Delivered = Number(value); break;
            case ReceiptField.SubmitDate: receipt.SubmitDate = ReceiptDate.Read(value); break;
            case ReceiptField.DoneDate: receipt.DoneDate = ReceiptDate.Read(value); break;
            case ReceiptField.Err: receipt.Error = value; break;
            case ReceiptField.Stat:
                receipt.Stat = value;
                receipt.State = ReceiptStates.FromWord(value);
                break;
            case ReceiptField.Text:
                receipt.Text = value;
                receipt.HasText = true;
                break;
        }
    }

    private static int Gap(ReadOnlySpan<byte> text, ReceiptField field)
    {
        if (field == ReceiptField.Text)
            return 0;
        var blanks = 0;
        while (blanks < text.Length && text[blanks] == ' ')
            blanks++;
        return blanks == text.Length || ReceiptFields.At(text[blanks..], out _) != ReceiptField.None ? 0 : blanks;
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, ReceiptField field)
    {
        var start = Gap(text, field);
        text = text[start..];
        if (start == 0 && (text.IsEmpty || text[0] <= ' '))
            return default;
        var length = WordLength(text);
        var dated = field is ReceiptField.SubmitDate or ReceiptField.DoneDate;
        if (dated && length is 8 or 10 && length + 1 < text.Length && text[..length].IndexOfAny((byte)'-', (byte)'/') > 0)
        {
            // "2026-11-23 10:15:00": the time is a word of its own.
            var rest = text[(length + 1)..];
            if (rest[0] is >= (byte)'0' and <= (byte)'9' && rest[..WordLength(rest)].Contains((byte)':'))
                length += 1 + WordLength(rest);
        }
        return text[..BeforeSeparator(text, length)];
    }

    // "id:123,sub:001" and its like: the sign ends the value only where a field's name follows.
    private static int BeforeSeparator(ReadOnlySpan<byte> text, int length)
    {
        for (var i = text[..length].IndexOfAny(",;|"u8); i >= 0 && i < length; i++)
            if (text[i] is (byte)',' or (byte)';' or (byte)'|'
                && (i + 1 == length || ReceiptFields.At(text[(i + 1)..], out _) != ReceiptField.None))
                return i;
        return length;
    }

    private static ReadOnlySpan<byte> TextValue(ReadOnlySpan<byte> text, bool toTheEnd)
    {
        var rest = text;
        for (var i = 0; !toTheEnd && i < text.Length; i++)
            if (text[i] == ' ' && ReceiptFields.At(text[(i + 1)..], out _) != ReceiptField.None)
            {
                rest = text[..i];
                break;
            }
        return rest;
    }

    private static int WordLength(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyInRange((byte)0, (byte)' ');
        return end < 0 ? text.Length : end;
    }

    private static int? Number(ReadOnlySpan<byte> digits)
    {
        if (digits.IsEmpty || digits.Length > 9)
            return null;
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return null;
            number = number * 10 + digit - '0';
        }
        return number;
    }
}
