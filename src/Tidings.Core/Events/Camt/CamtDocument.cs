using System.Globalization;

namespace Tidings.Core.Events.Camt;

/// <summary>Which message an element begins: its name says the kind, its schema's name the version.</summary>
internal static class CamtDocument
{
    private const string Schema = "urn:iso:std:iso:20022:tech:xsd:camt.05";

    /// <summary>Version 01 has it in the element's name too: BkToCstmrStmtV01.</summary>
    public static CamtMessage? Kind(string element) => element switch
    {
        "BkToCstmrAcctRpt" or "BkToCstmrAcctRptV01" => CamtMessage.Report,
        "BkToCstmrStmt" or "BkToCstmrStmtV01" => CamtMessage.Statement,
        "BkToCstmrDbtCdtNtfctn" or "BkToCstmrDbtCdtNtfctnV01" => CamtMessage.Notification,
        _ => null,
    };

    /// <summary>1 to 13; 0 without a schema; null for a schema that is none of these.</summary>
    public static int? Version(CamtMessage kind, string schema)
    {
        if (schema.Length == 0)
            return 0;
        var tail = schema.StartsWith(Schema, StringComparison.Ordinal) ? schema.AsSpan(Schema.Length) : default;
        if (tail.Length != 8 || tail[0] - '0' != (int)kind - 50 || !tail[1..6].SequenceEqual(".001."))
            return null;
        return int.TryParse(tail[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= 1 and <= 13 ? version : null;
    }
}
