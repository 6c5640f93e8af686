namespace Tidings.Smpp.Text;

/// <summary>National language identifiers of 3GPP TS 23.038 §6.2.1.2.4, as sent in the shift information elements.</summary>
public enum NationalLanguage : byte
{
    /// <summary>No national table: the GSM default alphabet, or its default extension table.</summary>
    None = 0,
    /// <summary>Turkish: locking and single shift.</summary>
    Turkish = 1,
    /// <summary>Spanish: single shift only.</summary>
    Spanish = 2,
    /// <summary>Portuguese: locking and single shift.</summary>
    Portuguese = 3,
    /// <summary>Bengali: locking and single shift.</summary>
    Bengali = 4,
    /// <summary>Gujarati: locking and single shift.</summary>
    Gujarati = 5,
    /// <summary>Hindi: locking and single shift.</summary>
    Hindi = 6,
    /// <summary>Kannada: locking and single shift.</summary>
    Kannada = 7,
    /// <summary>Malayalam: locking and single shift.</summary>
    Malayalam = 8,
    /// <summary>Oriya: locking and single shift.</summary>
    Oriya = 9,
    /// <summary>Punjabi: locking and single shift.</summary>
    Punjabi = 10,
    /// <summary>Tamil: locking and single shift.</summary>
    Tamil = 11,
    /// <summary>Telugu: locking and single shift.</summary>
    Telugu = 12,
    /// <summary>Urdu: locking and single shift.</summary>
    Urdu = 13,
}
