using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Client.Verifications;

internal sealed record ResendBody(string? Session, VerificationMeans? By = null);

internal sealed record CheckAnswer
{
    public required bool Approved { get; init; }
    public required VerificationStatus Status { get; init; }
    public required int TriesLeft { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(VerificationRequest))]
[JsonSerializable(typeof(VerificationCheck))]
[JsonSerializable(typeof(ResendBody))]
[JsonSerializable(typeof(Verification))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(StatementHead))]
[JsonSerializable(typeof(StatementClaims))]
[JsonSerializable(typeof(VerificationStatistics))]
internal sealed partial class VerificationJson : JsonSerializerContext;
