using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Client.Events;

internal sealed record EventsAnswer(IReadOnlyList<EventResult>? Results);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(TransactionPosted))]
[JsonSerializable(typeof(BalanceReported))]
[JsonSerializable(typeof(AccountOverdrawn))]
[JsonSerializable(typeof(PaymentInitiated))]
[JsonSerializable(typeof(PayeeAdded))]
[JsonSerializable(typeof(CardStatusChanged))]
[JsonSerializable(typeof(CardAuthorisation))]
[JsonSerializable(typeof(LoggedIn))]
[JsonSerializable(typeof(PasswordChanged))]
[JsonSerializable(typeof(ContactChanged))]
[JsonSerializable(typeof(DeviceAdded))]
[JsonSerializable(typeof(CustomerUpdated))]
[JsonSerializable(typeof(CustomerClosed))]
internal sealed partial class EventJson : JsonSerializerContext;
