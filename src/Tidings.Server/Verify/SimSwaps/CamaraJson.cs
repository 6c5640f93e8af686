using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Server.Verify.SimSwaps;

/// <param name="MaxAge">Hours, 1 to 2,400.</param>
internal sealed record SwapCheck(string PhoneNumber, int MaxAge);

/// <param name="Swapped">Null: the answer lacks it.</param>
internal sealed record SwapChecked(bool? Swapped);

internal sealed record SwapDate(string PhoneNumber);

/// <param name="LatestSimChange">Null: none in the time that is watched, or none is known.</param>
/// <param name="MonitoredPeriod">Days that are watched. Null: it is not said.</param>
internal sealed record SwapDated(DateTimeOffset? LatestSimChange, int? MonitoredPeriod);

internal sealed record TokenGiven(
    [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("token_type")] string? TokenType, [property: JsonPropertyName("expires_in")] int? ExpiresIn);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SwapCheck))]
[JsonSerializable(typeof(SwapChecked))]
[JsonSerializable(typeof(SwapDate))]
[JsonSerializable(typeof(SwapDated))]
[JsonSerializable(typeof(TokenGiven))]
internal sealed partial class CamaraJson : JsonSerializerContext;
