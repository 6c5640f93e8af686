using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Simulator.Phone;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(Durations.Converter)],
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Behaviour))]
[JsonSerializable(typeof(NumberRule))]
[JsonSerializable(typeof(SimulatorStats))]
[JsonSerializable(typeof(InboxPage))]
[JsonSerializable(typeof(PhonesView))]
[JsonSerializable(typeof(ConversationView))]
[JsonSerializable(typeof(BubbleView))]
[JsonSerializable(typeof(PdusView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ReplyRequest))]
[JsonSerializable(typeof(ReplyAccepted))]
[JsonSerializable(typeof(ReceiptRequest))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class PhoneJson : JsonSerializerContext;
