using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Deliver;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;

namespace Tidings.Server.Decide.Fraud;

/// <summary>How a question about an unusual payment stands, by its id: the row that it was asked with.</summary>
internal sealed class QuestionReader(IStore store, IGrainFactory grains, IOptions<PartitionOptions> partitions)
{
    static readonly Problem None = new(ProblemCodes.NotFound) { Detail = "There is no question with this id, or it is a week old." };
    static readonly Problem Unreadable = new(ProblemCodes.StateUnreadable) { Detail = "What is stored of the customer does not open now. Ask again.", RetryAfter = 1 };

    public async Task<IResult> Get(string id, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return MessageId.TryParse(id, out var row) && await Find(row, http.RequestAborted) is (_, { } question) ? Results.Json(QuestionShown.Of(row, question), QuestionJson.Default.QuestionShown) : None;
        }
        catch (StateUnreadableException)
        {
            return Unreadable;
        }
    }

    /// <returns>Whose it is and how it stands; null: there is none, its customer was erased, or it is forgotten.</returns>
    /// <exception cref="StateUnreadableException">What is stored of the customer does not open.</exception>
    public async ValueTask<(string Customer, FraudQuestion Question)?> Find(MessageId row, CancellationToken cancel)
    {
        if (await store.ReadMessage(row, cancel) is not { } facts || facts.Row.Id != row || DecidedEvents.Of(facts.Row).Questions is not { } asked)
            return null;
        foreach (var one in asked)
            if (one.Row == default)
            {
                var read = await grains.GetGrain<IPartitionGrain>(Placement.Of(facts.Row.Customer, partitions.Value.Count)).ReadQuestion(facts.Row.Customer, one.Key);
                if (read.Unreadable)
                    throw new StateUnreadableException();
                return read.Found is { } found ? (facts.Row.Customer, found) : null;
            }
        return null;
    }
}

/// <summary>A question about an unusual payment.</summary>
/// <param name="Status"><c>open</c>, <c>confirmed</c>: it was he, <c>denied</c>, <c>unanswered</c>, <c>untrusted</c>: the answer came from a number that was changed lately, <c>stopped</c>: he wrote STOP, <c>unreachable</c>: he has no number.</param>
/// <param name="Source">CloudEvents source of the payment that was asked about; with <paramref name="Event"/> its event.</param>
/// <param name="Points">0 to 1,000.</param>
/// <param name="Payments">How many payments it is about.</param>
/// <param name="AskedBecause"><c>unusual</c>: the payment was, or <c>denied-alert</c>: the customer wrote NO after an ordinary alert of it.</param>
/// <param name="EndedAt">Null: it is open.</param>
internal sealed record QuestionShown(string Id, string Status, string Source, string Event, double Points, IReadOnlyList<string> Reasons, int Payments, string AskedBecause, DateTimeOffset AskedAt, DateTimeOffset? EndedAt)
{
    public static QuestionShown Of(MessageId row, FraudQuestion question) => new(
        row.ToString(), JsonNamingPolicy.KebabCaseLower.ConvertName(question.Status.ToString()), question.Asked.Source, question.Asked.Id, Math.Round(question.Points, 1), question.Reasons,
        question.Gathered.Length + 1, JsonNamingPolicy.KebabCaseLower.ConvertName(question.AskedBecause.ToString()), question.AskedAt, question.EndedAt);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QuestionShown))]
internal sealed partial class QuestionJson : JsonSerializerContext;
