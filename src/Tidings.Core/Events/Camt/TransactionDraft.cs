namespace Tidings.Core.Events.Camt;

/// <summary>A transaction as its elements come.</summary>
internal sealed class TransactionDraft(int index)
{
    private AmountDraft? _amount;
    private AmountDraft? _detail;
    private AmountDraft? _instructed;
    private CodeDraft _code;
    private bool? _credit;
    private string? _debtor, _debtorAccount, _creditor, _creditorAccount, _ultimateDebtor, _ultimateCreditor;
    private string? _remittance, _creditorReference, _endToEnd, _instruction, _transaction, _servicer, _purpose, _return;

    public void Take(CamtField field, string text, string? currency, int maxText)
    {
        switch (field)
        {
            case CamtField.Amount: _amount = new AmountDraft(text, currency); break;
            case CamtField.DetailAmount: _detail = new AmountDraft(text, currency); break;
            case CamtField.InstructedAmount: _instructed = new AmountDraft(text, currency); break;
            case CamtField.Side: _credit = EntryDraft.Direction(text); break;
            case CamtField.DebtorName: _debtor ??= text; break;
            case CamtField.DebtorAccount: _debtorAccount ??= text; break;
            case CamtField.CreditorName: _creditor ??= text; break;
            case CamtField.CreditorAccount: _creditorAccount ??= text; break;
            case CamtField.UltimateDebtor: _ultimateDebtor ??= text; break;
            case CamtField.UltimateCreditor: _ultimateCreditor ??= text; break;
            case CamtField.CreditorReference: _creditorReference ??= EntryDraft.Reference(text); break;
            case CamtField.EndToEndId: _endToEnd = EntryDraft.Reference(text); break;
            case CamtField.InstructionId: _instruction = EntryDraft.Reference(text); break;
            case CamtField.TransactionId: _transaction = EntryDraft.Reference(text); break;
            case CamtField.ServicerReference: _servicer = EntryDraft.Reference(text); break;
            case CamtField.Purpose: _purpose = text; break;
            case CamtField.ReturnReason: _return = text; break;
            case CamtField.Remittance when _remittance is null: _remittance = text; break;
            case CamtField.Remittance when _remittance.Length + text.Length < maxText: _remittance += " " + text; break;
            default: _code.Take(field, text); break;
        }
    }

    public CamtTransaction ToTransaction() => new()
    {
        Index = index,
        Amount = _amount?.ToMoney() ?? _detail?.ToMoney(),
        Instructed = _instructed?.ToMoney(),
        Credit = _credit,
        Debtor = Party(_debtor, _debtorAccount),
        Creditor = Party(_creditor, _creditorAccount),
        UltimateDebtor = _ultimateDebtor,
        UltimateCreditor = _ultimateCreditor,
        Remittance = _remittance,
        CreditorReference = _creditorReference,
        EndToEndId = _endToEnd,
        InstructionId = _instruction,
        TransactionId = _transaction,
        ServicerReference = _servicer,
        Purpose = _purpose,
        ReturnReason = _return,
        Code = _code.ToCode(),
    };

    private static CamtParty? Party(string? name, string? account) => name is null && account is null ? null : new CamtParty(name, account);
}
