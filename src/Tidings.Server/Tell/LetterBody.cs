using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Track.Replies;
using Tidings.Core.Verify;

namespace Tidings.Server.Tell;

/// <summary>The body of a webhook, as Standard Webhooks has it: type, timestamp, data.</summary>
/// <param name="Timestamp">When the fact was recorded.</param>
internal sealed record LetterBody(string Type, DateTimeOffset Timestamp, LetterData Data);

/// <param name="Customer">Null, as the two that follow: it is about no customer's event.</param>
/// <param name="Event">The event that it came of.</param>
/// <param name="Kind"><c>live</c>, <c>team</c> or <c>test</c>: of the key that brought the event.</param>
internal sealed record LetterData(string? Customer, LetterEvent? Event, string? Kind)
{
    /// <summary>The message's id. Null where there is no message.</summary>
    public string? Message { get; init; }
    public MessageState? State { get; init; }
    public string? Alert { get; init; }
    public MessageClass? Class { get; init; }
    /// <summary>The number, masked.</summary>
    public string? To { get; init; }
    /// <summary>The carrier's raw error.</summary>
    public string? Error { get; init; }
    /// <summary>The code of why it is not sent, or why a class is paused.</summary>
    public string? Reason { get; init; }
    /// <summary>The id of the customer's text. Null where it is about something else, as are the three that follow.</summary>
    public string? Reply { get; init; }
    /// <summary>What it was read as.</summary>
    public ReplyMeaning? Meaning { get; init; }
    /// <summary>The id of the bank's own keyword.</summary>
    public string? Keyword { get; init; }
    /// <summary>The number that it came from, masked.</summary>
    public string? From { get; init; }
    /// <summary>The id of the verification. Null where it is about something else, as are the two that follow.</summary>
    public string? Verification { get; init; }
    /// <summary>What its code was for.</summary>
    public string? Purpose { get; init; }
    /// <summary>How it ended.</summary>
    public VerificationStatus? Status { get; init; }
    /// <summary>By what the customer was to prove himself. Null where it is about something else.</summary>
    public string? Means { get; init; }
    /// <summary>The id of the question about an unusual payment. Null where it is about something else, as are all that follow.</summary>
    public string? Question { get; init; }
    /// <summary>How the question stands.</summary>
    public QuestionStatus? Answer { get; init; }
    /// <summary>What the payment was judged to be.</summary>
    public double? Points { get; init; }
    /// <summary>Why, in plain words.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }
    /// <summary>The event of the payment that was asked about.</summary>
    public LetterEvent? Payment { get; init; }
    /// <summary>How many payments the question is about.</summary>
    public int? Payments { get; init; }
    /// <summary>Why the customer was asked.</summary>
    public AskedBecause? AskedBecause { get; init; }
}

internal sealed record LetterEvent(string Source, string Id);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(KebabState), typeof(KebabClass), typeof(KebabMeaning), typeof(KebabStatus), typeof(KebabQuestion), typeof(KebabAskedBecause)])]
[JsonSerializable(typeof(LetterBody))]
internal sealed partial class LetterJson : JsonSerializerContext;

internal sealed class KebabState() : JsonStringEnumConverter<MessageState>(JsonNamingPolicy.KebabCaseLower);

internal sealed class KebabClass() : JsonStringEnumConverter<MessageClass>(JsonNamingPolicy.KebabCaseLower);

internal sealed class KebabMeaning() : JsonStringEnumConverter<ReplyMeaning>(JsonNamingPolicy.KebabCaseLower);

internal sealed class KebabQuestion() : JsonStringEnumConverter<QuestionStatus>(JsonNamingPolicy.KebabCaseLower);

internal sealed class KebabAskedBecause() : JsonStringEnumConverter<AskedBecause>(JsonNamingPolicy.KebabCaseLower);

internal sealed class KebabStatus() : JsonStringEnumConverter<VerificationStatus>(JsonNamingPolicy.KebabCaseLower);
