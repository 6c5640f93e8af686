using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Server.Track.Replies;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Decide.Fraud.Cases;

/// <summary>A case in a list.</summary>
/// <param name="State"><c>open</c>, <c>taken</c> or <c>decided</c>.</param>
/// <param name="Because">How its question ended: <c>denied</c>, <c>unanswered</c>, <c>untrusted</c>, <c>stopped</c> or <c>unreachable</c>.</param>
/// <param name="AskedBecause">Why its customer was asked: <c>unusual</c> or <c>denied-alert</c>.</param>
/// <param name="Verdict"><c>fraud</c>, <c>genuine</c> or <c>unclear</c>. Null: it is not decided.</param>
internal sealed record CaseSummary(string Id, int Version, string State, string Customer, string Because, string AskedBecause, DateTimeOffset OpenedAt, string? TakenBy, string? Verdict, DateTimeOffset? DecidedAt);

/// <param name="Next">Give it as <c>before</c> for older ones; null: there are none.</param>
internal sealed record CasePage(IReadOnlyList<CaseSummary> Cases, string? Next);

/// <summary>A case with all that is known of it, oldest first.</summary>
/// <param name="Question">Null: it is forgotten (a week after it was asked), or its customer was erased.</param>
/// <param name="Messages">The texts about it; number and text are masked.</param>
/// <param name="Replies">What the customer wrote since he was asked, masked likewise.</param>
internal sealed record CaseShown(
    CaseSummary Case, string? DecidedBy, string? Why, QuestionShown? Question, IReadOnlyList<MessageSummary> Messages, IReadOnlyList<ReplyAnswer> Replies, IReadOnlyList<CaseRemark> Remarks, IReadOnlyList<string> Links);

/// <param name="Text">1 to 1,000 characters, without numbers or names of customers: it is kept for good.</param>
internal sealed record RemarkAsked(string? Text);

/// <param name="Case">The id of the other case.</param>
internal sealed record LinkAsked(string? Case);

/// <param name="Verdict"><c>fraud</c>, <c>genuine</c> or <c>unclear</c>.</param>
/// <param name="Why">1 to 200 characters, in one line: it stands in the record of what was done.</param>
internal sealed record VerdictAsked(string? Verdict, string? Why);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RemarkAsked))]
[JsonSerializable(typeof(LinkAsked))]
[JsonSerializable(typeof(VerdictAsked))]
internal sealed partial class CaseJson : JsonSerializerContext;
