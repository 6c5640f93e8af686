using System.Text.Json.Serialization;

namespace Tidings.Simulator;

/// <summary>What became of a message, with the values of the message_state TLV (SMPP 3.4 §5.2.28) and the words of the receipt text (appendix B).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiptState>))]
public enum ReceiptState : byte
{
    /// <summary>Still on its way.</summary>
    [JsonStringEnumMemberName("ENROUTE")] Enroute = 1,
    /// <summary>On the phone.</summary>
    [JsonStringEnumMemberName("DELIVRD")] Delivered = 2,
    /// <summary>Its validity period ran out.</summary>
    [JsonStringEnumMemberName("EXPIRED")] Expired = 3,
    /// <summary>Deleted.</summary>
    [JsonStringEnumMemberName("DELETED")] Deleted = 4,
    /// <summary>It cannot be delivered.</summary>
    [JsonStringEnumMemberName("UNDELIV")] Undeliverable = 5,
    /// <summary>Accepted: read on the subscriber's behalf.</summary>
    [JsonStringEnumMemberName("ACCEPTD")] Accepted = 6,
    /// <summary>Unknown.</summary>
    [JsonStringEnumMemberName("UNKNOWN")] Unknown = 7,
    /// <summary>Rejected.</summary>
    [JsonStringEnumMemberName("REJECTD")] Rejected = 8,
}
