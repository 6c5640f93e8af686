namespace Tidings.Core.Events.Camt;

/// <summary>The message that a part belongs to.</summary>
public enum CamtMessage : byte
{
    /// <summary>camt.052: report during the day (<c>Rpt</c>).</summary>
    Report = 52,
    /// <summary>camt.053: statement (<c>Stmt</c>).</summary>
    Statement = 53,
    /// <summary>camt.054: debit and credit notification (<c>Ntfctn</c>).</summary>
    Notification = 54,
}

/// <summary>One account's part of a camt message (<c>Rpt</c>, <c>Stmt</c> or <c>Ntfctn</c>), as far as it stands before its entries.</summary>
public sealed record CamtStatement
{
    public required CamtMessage Message { get; init; }
    /// <summary>1 to 13; 0 where the file names no schema.</summary>
    public required int Version { get; init; }
    /// <summary><c>GrpHdr/MsgId</c>.</summary>
    public string? MessageId { get; init; }
    /// <summary>Its place in the message, from 1.</summary>
    public required int Index { get; init; }
    public string? Id { get; init; }
    public CamtDate? Created { get; init; }
    /// <summary>IBAN, or the bank's own number (<c>Othr/Id</c>).</summary>
    public string? Account { get; init; }
    public bool AccountIsIban { get; init; }
    public string? Currency { get; init; }
    /// <summary><c>COPY</c>, <c>DUPL</c> or <c>CODU</c> where the bank says that this was sent before.</summary>
    public string? CopyOrDuplicate { get; init; }

    /// <summary>The element's name.</summary>
    public string Element => Message switch
    {
        CamtMessage.Report => "Rpt",
        CamtMessage.Statement => "Stmt",
        _ => "Ntfctn",
    };

    /// <summary>Never shows the account.</summary>
    public override string ToString() => $"{Element}[{Index}] (redacted)";
}
