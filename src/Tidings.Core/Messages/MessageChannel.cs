namespace Tidings.Core.Messages;

/// <summary>How a text gets to somebody. The numbers are stored.</summary>
public enum MessageChannel : byte
{
    /// <summary>As a text that he reads.</summary>
    Text = 0,
    /// <summary>A call says it. Only carriers that make calls ever get it.</summary>
    Voice,
}
