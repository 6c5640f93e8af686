namespace Tidings.Smpp.Text.Times;

/// <summary>What a time field of SMPP holds.</summary>
public enum SmppTimeKind : byte
{
    /// <summary>Nothing: at once, or the message centre's default validity.</summary>
    None = 0,
    /// <summary>A moment, with its distance from UTC.</summary>
    Absolute = 1,
    /// <summary>A span from the message centre's present.</summary>
    Relative = 2,
}
