using System.Globalization;

namespace Tidings.Core.Events.Camt;

/// <summary>A part of the message as its elements come: facts of the account first, then balances and entries.</summary>
internal sealed class PartDraft(CamtMessage message, int version, string? messageId, int index)
{
    private CamtStatement? _statement;
    private string? _id, _iban, _other, _currency, _copy, _created;
    private AmountDraft? _balance;
    private string? _balanceType, _balanceSide, _balanceDate;

    public int Entries { get; set; }
    public int Refused { get; set; }
    public int? DeclaredEntries { get; private set; }

    /// <summary>What stands before the first balance or entry; fixed from then on.</summary>
    public CamtStatement Statement => _statement ??= new CamtStatement
    {
        Message = message,
        Version = version,
        MessageId = messageId,
        Index = index,
        Id = _id,
        Created = _created is null ? null : CamtDate.Parse(_created),
        Account = _iban ?? _other,
        AccountIsIban = _iban is not null,
        Currency = _currency,
        CopyOrDuplicate = _copy,
    };

    public void Take(CamtField field, string text, string? currency)
    {
        switch (field)
        {
            case CamtField.PartId: _id = text; break;
            case CamtField.PartCreated: _created = text; break;
            case CamtField.PartCopy: _copy = text; break;
            // Electronic IBANs have no spaces, but some banks print them with.
            case CamtField.Iban when text.Length > 0: _iban = text.Replace(" ", "", StringComparison.Ordinal); break;
            case CamtField.OtherAccount when text.Length > 0: _other = text; break;
            case CamtField.AccountCurrency: _currency = text; break;
            case CamtField.BalanceType: _balanceType ??= text; break;
            case CamtField.BalanceAmount: _balance = new AmountDraft(text, currency); break;
            case CamtField.BalanceSide: _balanceSide = text; break;
            case CamtField.BalanceDate: _balanceDate = text; break;
            case CamtField.DeclaredEntries when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                DeclaredEntries = count;
                break;
        }
    }

    /// <summary>The balance that has just ended; null for one that can't be read, which stops nothing.</summary>
    public CamtBalance? CloseBalance()
    {
        var amount = _balance?.ToMoney();
        var credit = EntryDraft.Direction(_balanceSide ?? "");
        var closed = amount is { } money && credit is { } up && _balanceType is not null
            ? new CamtBalance(
                Statement, _balanceType, up ? money : money with { Amount = -money.Amount }, _balanceDate is null ? null : CamtDate.Parse(_balanceDate))
            : null;
        (_balance, _balanceType, _balanceSide, _balanceDate) = (null, null, null, null);
        return closed;
    }
}
