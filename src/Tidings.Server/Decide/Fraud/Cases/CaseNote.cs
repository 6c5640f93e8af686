using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Decide.Fraud.Cases;

/// <summary>A case as it is stored: a document whose first version is written with the row that opens it. What the customer was asked, and what he said, stands in his rows and state, and goes with them.</summary>
/// <param name="Customer">The bank's id of the customer.</param>
/// <param name="Key">The question's key, 16 hexadecimal digits.</param>
/// <param name="OpenedBy">The row that opened it.</param>
/// <param name="Because">How the question ended.</param>
internal sealed record CaseNote(string Customer, string Key, string OpenedBy, DateTimeOffset OpenedAt, QuestionStatus Because)
{
    /// <summary>The kind of the documents. Their ids are those of the questions.</summary>
    public const string Kind = "fraud-case";

    /// <summary>Why its customer was asked.</summary>
    public AskedBecause AskedBecause { get; init; }
    /// <summary>Who works on it. Null: nobody yet.</summary>
    public string? TakenBy { get; init; }
    /// <summary><c>fraud</c>, <c>genuine</c> or <c>unclear</c>. Null: it is open.</summary>
    public string? Verdict { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    /// <summary>Why, in the words of who decided.</summary>
    public string? Why { get; init; }
    public IReadOnlyList<CaseRemark> Remarks { get; init; } = [];
    /// <summary>Cases that belong together with it.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    public static DocumentRow Of(DecidedQuestion question, string customer, MessageId row, DateTimeOffset at) => new CaseNote(
        customer, question.Key.ToString("x16", CultureInfo.InvariantCulture), row.ToString(), at, question.Status) { AskedBecause = question.AskedBecause }.Row((question.Row == default ? row : question.Row).ToString(), 1, at);

    public DocumentRow Row(string id, int version, DateTimeOffset at) => new(Kind, id, version, at, JsonSerializer.SerializeToUtf8Bytes(this, CaseNoteJson.Default.CaseNote));

    public static CaseNote? Of(DocumentRow row) => row.Body.IsEmpty ? null : JsonSerializer.Deserialize(row.Body.Span, CaseNoteJson.Default.CaseNote);
}

/// <summary>What somebody wrote on a case.</summary>
internal sealed record CaseRemark(string By, DateTimeOffset At, string Text);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CaseNote))]
internal sealed partial class CaseNoteJson : JsonSerializerContext;
