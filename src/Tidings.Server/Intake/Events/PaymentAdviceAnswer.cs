using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Fraud.Rules;

namespace Tidings.Server.Intake.Events;

/// <summary>What to do about a payment.</summary>
/// <param name="Judged">False: fraud is not sought, or in this payment it cannot be (it turns money towards the customer, or is in a currency whose worth is not known). Then the advice is no opinion.</param>
/// <param name="Advice"><c>allow</c>, <c>ask</c>: hold it until the customer has answered, or <c>decline</c>.</param>
/// <param name="Points">0 to 1,000. No probability.</param>
/// <param name="Reasons">In plain words (English), the weightiest first.</param>
/// <param name="Question">The id of the question that the customer was asked. Null: he is not.</param>
internal sealed record PaymentDecision(bool Judged, string Advice, double Points, IReadOnlyList<string> Reasons, string? Question);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PaymentDecision))]
internal sealed partial class PaymentAdviceJson : JsonSerializerContext;

internal static class PaymentAdviceAnswer
{
    static readonly PaymentDecision NoOpinion = new(false, Word(FraudAdvice.Allow), 0, [], null);

    public static Task Write(HttpContext http, PaymentAdvice? advice)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(advice is null ? NoOpinion : Of(advice), PaymentAdviceJson.Default.PaymentDecision, cancellationToken: http.RequestAborted);
    }

    static PaymentDecision Of(PaymentAdvice advice) => new(true, Word(advice.Advice), Math.Round(advice.Points, 1), advice.Reasons, advice.Row == default ? null : advice.Row.ToString());

    public static string Word(FraudAdvice advice) => advice switch { FraudAdvice.Ask => "ask", FraudAdvice.Decline => "decline", _ => "allow" };
}
