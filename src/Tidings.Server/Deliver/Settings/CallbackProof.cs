namespace Tidings.Server.Deliver.Settings;

/// <summary>By what a callback shows that the carrier sent it. Twilio and Vonage have a way of their own, and are not asked.</summary>
public enum CallbackProof : byte
{
    /// <summary>HMAC-SHA256 of the body under the secret in a header, in hexadecimal or base64, with or without <c>sha256=</c> before it.</summary>
    Hmac = 0,
    /// <summary>The secret itself in a header, with or without <c>Bearer</c> before it.</summary>
    Header,
    /// <summary>Authorization: Basic, with the account as name and the secret as password (RFC 7617).</summary>
    Basic,
}
