using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Client.Messages;

/// <summary>A query and where it goes on, as the node takes them.</summary>
internal sealed record MessageSearch(string? Customer, string? Number, MessageState? State, DateTimeOffset? From, DateTimeOffset? To, int? Limit, string? Cursor);

internal sealed record MessagePage(IReadOnlyList<MessageSummary>? Messages, string? Next);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageSearch))]
[JsonSerializable(typeof(MessagePage))]
internal sealed partial class MessageJson : JsonSerializerContext;
