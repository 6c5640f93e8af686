namespace Tidings.Core.Track.Replies;

/// <summary>What a customer's text was read as. The numbers are stored.</summary>
public enum ReplyMeaning : byte
{
    /// <summary>Nothing that is known.</summary>
    Unclear = 0,
    /// <summary>No more texts.</summary>
    Stop,
    /// <summary>Texts again.</summary>
    Start,
    /// <summary>How does this work?</summary>
    Help,
    /// <summary>Which texts do I get?</summary>
    Info,
    /// <summary>A keyword of the bank's own.</summary>
    Own,
    /// <summary>Thanks, a greeting, a sign: it asks for nothing.</summary>
    Courtesy,
    /// <summary>It holds no text that can be read.</summary>
    Unreadable,
}
