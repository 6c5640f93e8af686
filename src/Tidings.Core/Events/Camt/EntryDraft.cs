using System.Globalization;

namespace Tidings.Core.Events.Camt;

/// <summary>An entry as its elements come, judged when it ends.</summary>
internal sealed class EntryDraft(CamtStatement part, int index, long ordinal, CamtReaderOptions options)
{
    private const int MaxNotes = 20;

    private readonly List<CamtTransaction> _transactions = [];
    private readonly List<FieldError> _notes = [];
    private readonly string _path = string.Create(CultureInfo.InvariantCulture, $"{part.Element}[{part.Index}]/Ntry[{index}]");
    private AmountDraft? _amount;
    private CodeDraft _code;
    private TransactionDraft? _open;
    private int _count;
    private long _kept;
    private int? _declared;
    private string? _side, _reversal, _status, _booked, _value, _reference, _servicer, _information;

    public void Open(CamtField field)
    {
        if (field == CamtField.Transaction && ++_count <= options.MaxTransactions)
            _open = new TransactionDraft(_count);
    }

    public void Close(CamtField field)
    {
        if (field != CamtField.Transaction || _open is null)
            return;
        _transactions.Add(_open.ToTransaction());
        _open = null;
    }

    public void Cut(CamtField field)
    {
        if (_notes.Count < MaxNotes)
            _notes.Add(new FieldError(_path, "cut", $"A text ({field}) is longer than {options.MaxText} characters.", "Its beginning was kept."));
    }

    public void Take(CamtField field, bool inTransaction, string text, string? currency)
    {
        if (inTransaction)
        {
            if ((_kept += text.Length) <= options.MaxEntryText)
                _open?.Take(field, text, currency, options.MaxText);
            return;
        }
        switch (field)
        {
            case CamtField.Amount: _amount = new AmountDraft(text, currency); break;
            case CamtField.Side: _side = text; break;
            case CamtField.Reversal: _reversal = text; break;
            case CamtField.Status: _status = text; break;
            case CamtField.Booked: _booked ??= text; break;
            case CamtField.Value: _value ??= text; break;
            case CamtField.EntryReference: _reference = Reference(text); break;
            case CamtField.ServicerReference: _servicer = Reference(text); break;
            case CamtField.EntryInformation: _information = text; break;
            case CamtField.DeclaredTransactions: _declared = Count(_declared, text); break;
            default: _code.Take(field, text); break;
        }
    }

    public CamtRecord ToRecord()
    {
        var errors = new List<FieldError>();
        var amount = _amount ?? new AmountDraft("", null);
        if (amount.Fault() is { } fault)
            errors.Add(new FieldError($"{_path}/Amt{fault.Path}", fault.Code, fault.Why, fault.Fix));
        var credit = _side is null ? null : Direction(_side);
        if (credit is null)
            errors.Add(Wrong("CdtDbtInd", _side, "neither CRDT nor DBIT", "Give CRDT or DBIT."));
        if (_status is null)
            errors.Add(Wrong("Sts", null, "", "Give BOOK, PDNG or INFO (in Sts/Cd from version 08 on)."));
        var reversal = Flag(_reversal);
        if (reversal is null)
            errors.Add(Wrong("RvslInd", _reversal, "neither true nor false", "Give true or false, or leave it out."));
        if (part.Account is null)
            errors.Add(new FieldError(
                $"{part.Element}[{part.Index}]/Acct/Id", "missing", "The account has no number.", "Give Acct/Id/IBAN or Acct/Id/Othr/Id before the entries."));
        if (errors.Count > 0)
            return new CamtRefusedEntry(part, index, ordinal, errors);
        return Accepted(amount.ToMoney()!.Value, credit!.Value, reversal!.Value);
    }

    private CamtEntry Accepted(Money amount, bool credit, bool reversal)
    {
        var booked = Day("BookgDt", _booked);
        var value = Day("ValDt", _value);
        if (_declared is { } declared && declared != _count && _count > 0)
            Note("NtryDtls/Btch/NbOfTxs", "contradicts", "The batch claims another number of transactions than it holds.", "The transactions that are there were taken.");
        if (_count > options.MaxTransactions)
            Note("NtryDtls", "many", $"There are more than {options.MaxTransactions} transactions.", "The first were kept.");
        if (_kept > options.MaxEntryText)
            Note("NtryDtls", "many", $"The transactions have more than {options.MaxEntryText} characters.", "The first were kept.");
        return new CamtEntry
        {
            Statement = part,
            Index = index,
            Ordinal = ordinal,
            Amount = amount,
            Credit = credit,
            Reversal = reversal,
            Status = _status switch
            {
                "BOOK" => CamtStatus.Booked,
                "PDNG" => CamtStatus.Pending,
                "INFO" => CamtStatus.Information,
                "FUTR" => CamtStatus.Future,
                _ => CamtStatus.Other,
            },
            StatusCode = _status!,
            Booked = booked,
            Value = value,
            Reference = _reference,
            ServicerReference = _servicer,
            Code = _code.ToCode(),
            AdditionalInformation = _information,
            Transactions = _transactions,
            TransactionCount = _count,
            DeclaredTransactions = _declared,
            Notes = _notes,
            EventId = CamtEventId.Of(part, index, _reference, _servicer, amount, credit, booked),
        };
    }

    /// <summary>A reference that says something: banks write NOTPROVIDED where they have none.</summary>
    public static string? Reference(string text) =>
        text.Length == 0 || text.Equals("NOTPROVIDED", StringComparison.OrdinalIgnoreCase) || text.Equals("NONREF", StringComparison.OrdinalIgnoreCase)
            ? null
            : text;

    public static bool? Direction(string text) => text switch
    {
        "CRDT" => true,
        "DBIT" => false,
        _ => null,
    };

    /// <summary>Several batches under one entry claim their parts of it.</summary>
    private static int? Count(int? held, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (int)Math.Min(int.MaxValue, (held ?? 0L) + count) : held;

    private static bool? Flag(string? text) => text switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => null,
    };

    private FieldError Wrong(string name, string? text, string what, string fix) => text is null
        ? new FieldError($"{_path}/{name}", "missing", $"{name} is missing.", fix)
        : new FieldError($"{_path}/{name}", FieldCodes.UnknownValue, $"{name} is {what}.", fix);

    private CamtDate? Day(string name, string? text)
    {
        if (text is null)
            return null;
        var date = CamtDate.Parse(text);
        if (date is null)
            Note(name, "format", "The date can't be read, or is not of the years 1990 to 2200.", "Write 2026-11-23 or 2026-11-23T10:15:00+01:00. The entry was taken without it.");
        return date;
    }

    private void Note(string name, string code, string why, string fix) => _notes.Add(new FieldError($"{_path}/{name}", code, why, fix));
}
