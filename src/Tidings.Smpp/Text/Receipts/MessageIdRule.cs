namespace Tidings.Smpp.Text.Receipts;

/// <summary>How the id in a carrier's receipts relates to the id of its submit_sm_resp. Case and leading zeros never matter.</summary>
public enum MessageIdRule : byte
{
    /// <summary>Not known: all relations are tried, <see cref="Same"/> first. Settle on a rule when one has proved itself.</summary>
    Auto = 0,
    /// <summary>The same characters.</summary>
    Same = 1,
    /// <summary>The response writes the number in hexadecimal, the receipt in decimal: 6AAD5, then 436949.</summary>
    ReceiptDecimal = 2,
    /// <summary>The response writes the number in decimal, the receipt in hexadecimal: 436949, then 6aad5.</summary>
    ReceiptHex = 3,
}
