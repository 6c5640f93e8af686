using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Decide.Fraud;

/// <summary>A case as it is stored: a document whose first version is written with the row that opens it. What the customer was asked, and what he said, stands in his rows and state, and goes with them.</summary>
/// <param name="Customer">The bank's id of the customer.</param>
/// <param name="Key">The question's key, 16 hexadecimal digits.</param>
/// <param name="OpenedBy">The row that opened it.</param>
internal sealed record CaseNote(string Customer, string Key, string OpenedBy, DateTimeOffset OpenedAt, QuestionStatus Because)
{
    /// <summary>The kind of the documents. Their ids are those of the questions.</summary>
    public const string Kind = "fraud-case";

    public static DocumentRow Of(DecidedQuestion question, string customer, MessageId row, DateTimeOffset at) => new(Kind, (question.Row == default ? row : question.Row).ToString(), 1, at,
        JsonSerializer.SerializeToUtf8Bytes(new CaseNote(customer, question.Key.ToString("x16", System.Globalization.CultureInfo.InvariantCulture), row.ToString(), at, question.Status), CaseNoteJson.Default.CaseNote));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CaseNote))]
internal sealed partial class CaseNoteJson : JsonSerializerContext;
