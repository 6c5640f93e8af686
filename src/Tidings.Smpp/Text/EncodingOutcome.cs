namespace Tidings.Smpp.Text;

/// <summary>Whether a text can be sent as asked.</summary>
public enum EncodingOutcome : byte
{
    /// <summary>The text can be sent.</summary>
    Fits = 0,
    /// <summary>It takes more segments than <see cref="EncodingOptions.MaxSegments"/>.</summary>
    TooLong = 1,
    /// <summary>No permitted encoding holds all its characters; <see cref="EncodingChoice.FirstOffending"/> is the first that fails.</summary>
    NotEncodable = 2,
}
