using System.Text.Json.Serialization;

namespace Tidings.Simulator;

/// <summary>How a message id is written. Carriers differ, and some write the same id differently in the response and in the receipt.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageIdFormat>))]
public enum MessageIdFormat
{
    /// <summary>Base 10: <c>114821766250497</c>.</summary>
    [JsonStringEnumMemberName("decimal")] Decimal,
    /// <summary>Base 16, lower case: <c>686dc2f40001</c>.</summary>
    [JsonStringEnumMemberName("hex")] Hex,
    /// <summary>Base 16, upper case: <c>686DC2F40001</c>.</summary>
    [JsonStringEnumMemberName("hexUpper")] HexUpper,
    /// <summary>Base 10 with leading zeros to 20 digits.</summary>
    [JsonStringEnumMemberName("decimalPadded")] DecimalPadded,
    /// <summary>Base 16, lower case, with leading zeros to 16 digits.</summary>
    [JsonStringEnumMemberName("hexPadded")] HexPadded,
    /// <summary>Base 16, upper case, with leading zeros to 16 digits.</summary>
    [JsonStringEnumMemberName("hexUpperPadded")] HexUpperPadded,
}
