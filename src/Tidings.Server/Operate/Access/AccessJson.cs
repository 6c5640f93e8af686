using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Events;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access.Passkeys;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Track.Replies;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Operate.Access;

/// <summary>The bodies of this room's endpoints.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(MeAnswer))]
[JsonSerializable(typeof(KeyAsked))]
[JsonSerializable(typeof(KeyShown))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(OperatorAsked))]
[JsonSerializable(typeof(OperatorShown))]
[JsonSerializable(typeof(OperatorList))]
[JsonSerializable(typeof(EnrolAsked))]
[JsonSerializable(typeof(EnrolAnswer))]
[JsonSerializable(typeof(SignInAsked))]
[JsonSerializable(typeof(SignInAnswer))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SessionsEnded))]
[JsonSerializable(typeof(PasskeyAsked))]
[JsonSerializable(typeof(PasskeyEnrolAsked))]
[JsonSerializable(typeof(PasskeySignInAsked))]
[JsonSerializable(typeof(PasskeyShown))]
[JsonSerializable(typeof(PasskeyList))]
[JsonSerializable(typeof(DecisionAsked))]
[JsonSerializable(typeof(ProposalShown))]
[JsonSerializable(typeof(ProposalList))]
[JsonSerializable(typeof(RevealAsked))]
[JsonSerializable(typeof(Revealed))]
[JsonSerializable(typeof(RevealedReply))]
internal sealed partial class AccessJson : JsonSerializerContext
{
    /// <summary>Reads a small body; a problem where it is none.</summary>
    public static async Task<(T? Body, Problem? Problem)> Read<T>(HttpContext http, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        if (!http.Request.HasJsonContentType())
            return (null, new(ProblemCodes.UnsupportedMediaType) { Detail = "Send application/json." });
        if (await DocumentAnswers.ReadBody(http.Request, http.RequestAborted) is not { } body)
            return (null, DocumentAnswers.TooLarge);
        try
        {
            return (JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException(), null);
        }
        catch (JsonException failure)
        {
            // The exception's own words may repeat what was sent; its path only names a member.
            return (null, new(ProblemCodes.InvalidJson) { Detail = $"The body cannot be read at {failure.Path ?? "$"}." });
        }
    }

    public static Problem Wrong(string field, string code, string why, string fix) =>
        new(ProblemCodes.ValidationFailed) { Errors = [new FieldError(field, code, why, fix)] };
}
