namespace Tidings.Core.Events.Camt;

/// <summary>
/// The paths below <c>BkToCstmr...</c> that mean something, over all versions: <c>Part</c> stands for Rpt, Stmt and Ntfctn. All else is
/// read over.
/// </summary>
internal sealed class CamtPaths
{
    private readonly Dictionary<string, CamtPaths> _children = [];

    public CamtField Field { get; private set; }

    public CamtPaths? Child(string name) => _children.GetValueOrDefault(name);

    private static readonly (string Path, CamtField Field)[] s_parts =
    [
        ("", CamtField.Part),
        ("Id", CamtField.PartId),
        ("CreDtTm", CamtField.PartCreated),
        ("CpyDplctInd", CamtField.PartCopy),
        ("Acct/Id/IBAN", CamtField.Iban),
        ("Acct/Id/Othr/Id", CamtField.OtherAccount),
        ("Acct/Id/BBAN", CamtField.OtherAccount), // version 01, as the next two
        ("Acct/Id/UPIC", CamtField.OtherAccount),
        ("Acct/Id/PrtryAcct/Id", CamtField.OtherAccount),
        ("Acct/Ccy", CamtField.AccountCurrency),
        ("TxsSummry/TtlNtries/NbOfNtries", CamtField.DeclaredEntries),
        ("Bal", CamtField.Balance),
        ("Bal/Tp/Cd", CamtField.BalanceType), // version 01
        ("Bal/Tp/Prtry", CamtField.BalanceType),
        ("Bal/Tp/CdOrPrtry/Cd", CamtField.BalanceType),
        ("Bal/Tp/CdOrPrtry/Prtry", CamtField.BalanceType),
        ("Bal/Amt", CamtField.BalanceAmount),
        ("Bal/CdtDbtInd", CamtField.BalanceSide),
        ("Bal/Dt/Dt", CamtField.BalanceDate),
        ("Bal/Dt/DtTm", CamtField.BalanceDate),
        ("Ntry", CamtField.Entry),
    ];

    private static readonly (string Path, CamtField Field)[] s_entry =
    [
        ("NtryRef", CamtField.EntryReference),
        ("Amt", CamtField.Amount),
        ("CdtDbtInd", CamtField.Side),
        ("RvslInd", CamtField.Reversal),
        ("Sts", CamtField.Status), // until version 07
        ("Sts/Cd", CamtField.Status),
        ("Sts/Prtry", CamtField.Status),
        ("BookgDt/Dt", CamtField.Booked),
        ("BookgDt/DtTm", CamtField.Booked),
        ("ValDt/Dt", CamtField.Value),
        ("ValDt/DtTm", CamtField.Value),
        ("AcctSvcrRef", CamtField.ServicerReference),
        ("AddtlNtryInf", CamtField.EntryInformation),
        ("Btch/NbOfTxs", CamtField.DeclaredTransactions), // version 01
        ("NtryDtls/Btch/NbOfTxs", CamtField.DeclaredTransactions),
    ];

    private static readonly (string Path, CamtField Field)[] s_code =
    [
        ("BkTxCd/Domn/Cd", CamtField.Domain),
        ("BkTxCd/Domn/Fmly/Cd", CamtField.Family),
        ("BkTxCd/Domn/Fmly/SubFmlyCd", CamtField.SubFamily),
        ("BkTxCd/Prtry/Cd", CamtField.Proprietary),
    ];

    private static readonly (string Path, CamtField Field)[] s_transaction =
    [
        ("", CamtField.Transaction),
        ("Amt", CamtField.Amount),
        ("CdtDbtInd", CamtField.Side),
        ("AmtDtls/TxAmt/Amt", CamtField.DetailAmount),
        ("AmtDtls/InstdAmt/Amt", CamtField.InstructedAmount),
        ("Refs/AcctSvcrRef", CamtField.ServicerReference),
        ("Refs/EndToEndId", CamtField.EndToEndId),
        ("Refs/InstrId", CamtField.InstructionId),
        ("Refs/TxId", CamtField.TransactionId),
        ("RltdPties/UltmtDbtr/Nm", CamtField.UltimateDebtor),
        ("RltdPties/UltmtDbtr/Pty/Nm", CamtField.UltimateDebtor),
        ("RltdPties/UltmtCdtr/Nm", CamtField.UltimateCreditor),
        ("RltdPties/UltmtCdtr/Pty/Nm", CamtField.UltimateCreditor),
        ("RmtInf/Ustrd", CamtField.Remittance),
        ("RmtInf/Strd/CdtrRefInf/Ref", CamtField.CreditorReference),
        ("RmtInf/Strd/CdtrRefInf/CdtrRef", CamtField.CreditorReference), // version 01
        ("Purp/Cd", CamtField.Purpose),
        ("RtrInf/Rsn/Cd", CamtField.ReturnReason),
        ("RtrInf/Rsn/Prtry", CamtField.ReturnReason),
        ("RtrInf/RtrRsn/Cd", CamtField.ReturnReason), // version 01
    ];

    /// <summary>Behind the tables, which it is made of.</summary>
    public static CamtPaths Root { get; } = Build();

    private static CamtPaths Build()
    {
        var root = new CamtPaths();
        root.Add("GrpHdr/MsgId", CamtField.MessageId);
        foreach (var part in (string[])["Rpt", "Stmt", "Ntfctn"])
        {
            root.Add(part, s_parts);
            root.Add($"{part}/Ntry", s_entry);
            root.Add($"{part}/Ntry", s_code);
            foreach (var details in (string[])["TxDtls", "NtryDtls/TxDtls"]) // version 01, later
            {
                root.Add($"{part}/Ntry/{details}", s_transaction);
                root.Add($"{part}/Ntry/{details}", s_code);
                root.AddSide($"{part}/Ntry/{details}/RltdPties", "Dbtr", CamtField.DebtorName, CamtField.DebtorAccount);
                root.AddSide($"{part}/Ntry/{details}/RltdPties", "Cdtr", CamtField.CreditorName, CamtField.CreditorAccount);
            }
        }
        return root;
    }

    private void AddSide(string at, string side, CamtField name, CamtField account)
    {
        Add($"{at}/{side}/Nm", name);
        Add($"{at}/{side}/Pty/Nm", name); // from version 08 on
        Add($"{at}/{side}/Agt/FinInstnId/Nm", name);
        Add($"{at}/{side}Acct/Id/IBAN", account);
        Add($"{at}/{side}Acct/Id/BBAN", account);
        Add($"{at}/{side}Acct/Id/Othr/Id", account);
        Add($"{at}/{side}Acct/Id/PrtryAcct/Id", account);
    }

    private void Add(string at, (string Path, CamtField Field)[] paths)
    {
        foreach (var (path, field) in paths)
            Add(path.Length == 0 ? at : $"{at}/{path}", field);
    }

    private void Add(string path, CamtField field)
    {
        var node = this;
        foreach (var name in path.Split('/'))
        {
            if (!node._children.TryGetValue(name, out var child))
                node._children.Add(name, child = new CamtPaths());
            node = child;
        }
        node.Field = field;
    }
}
