using System.Text.Json.Serialization;

namespace Tidings.Simulator;

/// <summary>Who decides when a receipt goes out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiptMode>))]
public enum ReceiptMode
{
    /// <summary>The clock: after the receipt delay, where registered_delivery asked for one.</summary>
    [JsonStringEnumMemberName("auto")] Auto,
    /// <summary>A person: it waits until it is released on the Phone's page or by <c>POST /inbox/{id}/receipt</c>.</summary>
    [JsonStringEnumMemberName("hold")] Hold,
    /// <summary>Nobody: it never goes out.</summary>
    [JsonStringEnumMemberName("none")] None,
}
