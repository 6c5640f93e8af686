using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Messages;

/// <summary>What a text is for.</summary>
[JsonConverter(typeof(WordConverter<MessageClass>))]
public enum MessageClass
{
    /// <summary>A class that this version of the client does not know.</summary>
    Unknown,
    /// <summary>A code that is good once.</summary>
    OneTimeCode,
    /// <summary>A suspicion of fraud.</summary>
    Fraud,
    /// <summary>What has happened to the customer's access.</summary>
    Security,
    /// <summary>Money that moved.</summary>
    Transaction,
    /// <summary>What is on an account.</summary>
    Balance,
    /// <summary>Advice against fraud.</summary>
    Awareness,
    /// <summary>Advertising.</summary>
    Promotional,
    /// <summary>A text that somebody of the bank wrote.</summary>
    AdHoc,
    /// <summary>An answer to what the customer wrote.</summary>
    Reply,
}
