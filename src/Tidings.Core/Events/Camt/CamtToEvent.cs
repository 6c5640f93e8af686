namespace Tidings.Core.Events.Camt;

/// <summary>
/// Makes bank events of entries. PDNG becomes a pending transaction; INFO and FUTR are no bookings. The balance after an entry stays
/// unknown: no camt message has it.
/// </summary>
public static class CamtToEvent
{
    /// <summary>Longest reference and name of an event; longer ones are cut (the schema of <c>account.transaction.posted</c>).</summary>
    private const int MaxReference = 64;
    private const int MaxCounterparty = 140;

    public static CamtMapped Map(CamtEntry entry, CamtMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(mapping);
        if (Skip(entry, mapping) is { } why)
            return new CamtMapped.Skipped(why);
        if (EventTimes.IsTooFarAhead(Moment(entry, mapping), mapping.Received))
            return new CamtMapped.Refused(new($"{entry.Statement.Element}[{entry.Statement.Index}]/Ntry[{entry.Index}]/BookgDt", FieldCodes.Range, EventTimes.TooFarWhy, EventTimes.TooFarFix));
        if (!mapping.PerTransaction || !AddsUp(entry))
            return new CamtMapped.Events([Event(entry, null, mapping)]);
        var events = new BankEvent[entry.Transactions.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = Event(entry, entry.Transactions[i], mapping);
        return new CamtMapped.Events(events);
    }

    private static CamtSkip? Skip(CamtEntry entry, CamtMapping mapping) => entry.Status switch
    {
        _ when !mapping.TellCopies && entry.Statement.CopyOrDuplicate is ("DUPL" or "COPY" or "CODU") => CamtSkip.Copy,
        CamtStatus.Information => CamtSkip.Information,
        CamtStatus.Future => CamtSkip.Future,
        CamtStatus.Other => CamtSkip.UnknownStatus,
        _ => entry.Amount.Amount == 0 ? CamtSkip.Zero : null,
    };

    /// <summary>The transactions can stand for the entry: all there, each in its currency and direction, and together its amount.</summary>
    private static bool AddsUp(CamtEntry entry)
    {
        if (entry.Transactions.Count == 0 || entry.TransactionCount != entry.Transactions.Count)
            return false;
        var sum = 0m;
        foreach (var transaction in entry.Transactions)
        {
            if (transaction.Amount is not { Amount: > 0 } amount || amount.Currency != entry.Amount.Currency
                || (transaction.Credit ?? entry.Credit) != entry.Credit)
                return false;
            sum += amount.Amount;
        }
        return sum == entry.Amount.Amount;
    }

    private static BankEvent Event(CamtEntry entry, CamtTransaction? told, CamtMapping mapping)
    {
        // An entry of one transaction is told with what the transaction knows.
        var detail = told ?? (entry.TransactionCount == 1 && entry.Transactions.Count == 1 ? entry.Transactions[0] : null);
        return new BankEvent
        {
            Source = mapping.Source,
            // The only transaction is the entry: taken either way, it is told once.
            Id = told is null || entry.TransactionCount == 1 ? entry.EventId : CamtEventId.OfTransaction(entry, told),
            Type = EventTypes.TransactionPosted,
            Time = Moment(entry, mapping),
            Customer = "",
            Account = entry.Statement.Account,
            Kind = CamtKinds.Of(detail?.Code ?? entry.Code, entry.Credit, entry.Reversal),
            Credit = entry.Credit,
            Amount = told?.Amount ?? entry.Amount,
            Pending = entry.Status == CamtStatus.Pending,
            Counterparty = Cut(Counterparty(entry, detail), MaxCounterparty),
            Purpose = detail?.Purpose ?? ((detail?.Code ?? entry.Code)?.SubFamily == "SALA" ? "SALA" : null),
            Reference = Cut(Reference(entry, detail), MaxReference),
        };
    }

    // Value dates lie ahead by their nature: only a booking date is taken at its word.
    private static DateTimeOffset Moment(CamtEntry entry, CamtMapping mapping)
    {
        if (entry.Booked is { } booked)
            return booked.In(mapping.Zone);
        return (entry.Value ?? entry.Statement.Created)?.In(mapping.Zone) is { } other && other < mapping.Received ? other : mapping.Received;
    }

    // The other side of the original movement: for a debit that came back whom it was paid to.
    private static string? Counterparty(CamtEntry entry, CamtTransaction? detail)
    {
        if (detail is null)
            return null;
        var fromDebtor = entry.Credit != entry.Reversal;
        return fromDebtor
            ? detail.UltimateDebtor ?? detail.Debtor?.Name
            : detail.UltimateCreditor ?? detail.Creditor?.Name;
    }

    private static string? Reference(CamtEntry entry, CamtTransaction? detail) =>
        detail?.ServicerReference ?? entry.ServicerReference ?? detail?.EndToEndId ?? detail?.TransactionId ?? entry.Reference;

    private static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length)
            return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
