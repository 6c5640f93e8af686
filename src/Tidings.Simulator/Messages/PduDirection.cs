using System.Text.Json.Serialization;

namespace Tidings.Simulator.Messages;

[JsonConverter(typeof(JsonStringEnumConverter<PduDirection>))]
internal enum PduDirection
{
    [JsonStringEnumMemberName("fromServer")] FromServer,
    [JsonStringEnumMemberName("toServer")] ToServer,
}
