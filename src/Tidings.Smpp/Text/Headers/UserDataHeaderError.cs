namespace Tidings.Smpp.Text.Headers;

/// <summary>Why octets are no user data header.</summary>
public enum UserDataHeaderError : byte
{
    /// <summary>They are one.</summary>
    None = 0,
    /// <summary>There is no octet at all.</summary>
    Empty = 1,
    /// <summary>The length octet (UDHL) promises more than there is.</summary>
    LongerThanData = 2,
    /// <summary>An element's length (IEDL) runs over the header's end.</summary>
    ElementOverrunsHeader = 3,
}
