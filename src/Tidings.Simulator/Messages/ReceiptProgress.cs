using System.Text.Json.Serialization;

namespace Tidings.Simulator.Messages;

/// <summary>How far the receipt of a segment is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiptProgress>))]
internal enum ReceiptProgress
{
    /// <summary>registered_delivery asked for none.</summary>
    [JsonStringEnumMemberName("notAsked")] NotAsked,
    /// <summary>The behaviour sends none.</summary>
    [JsonStringEnumMemberName("never")] Never,
    /// <summary>A person must release it.</summary>
    [JsonStringEnumMemberName("held")] Held,
    /// <summary>It goes out when its time has come and a bind has room.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,
    /// <summary>The server has answered it with ESME_ROK.</summary>
    [JsonStringEnumMemberName("acknowledged")] Acknowledged,
    /// <summary>The server has answered it with an error.</summary>
    [JsonStringEnumMemberName("refused")] Refused,
}
