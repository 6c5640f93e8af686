using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Webhooks;

/// <summary>What a customer's text was read as.</summary>
[JsonConverter(typeof(WordConverter<ReplyMeaning>))]
public enum ReplyMeaning
{
    /// <summary>A meaning that this version of the client does not know.</summary>
    Unknown,
    /// <summary>Nothing that is known.</summary>
    Unclear,
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
