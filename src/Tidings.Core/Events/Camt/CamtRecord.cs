namespace Tidings.Core.Events.Camt;

/// <summary>
/// What a camt file holds, in its order: <see cref="CamtBalance"/>, <see cref="CamtEntry"/>, <see cref="CamtRefusedEntry"/>, a
/// <see cref="CamtStatementEnd"/> behind each account's part, and at most one <see cref="CamtFileError"/>, always the last.
/// </summary>
public abstract record CamtRecord
{
    private protected CamtRecord() { }

    /// <summary>Never shows what it holds.</summary>
    public sealed override string ToString() => $"{GetType().Name} (redacted)";
}

/// <summary>A balance as the statement reports it: of the account at a date, never after a certain entry.</summary>
/// <param name="Type">The ISO code (<c>OPBD</c>, <c>CLBD</c>, <c>ITBD</c>, <c>CLAV</c> ...) or the bank's own.</param>
/// <param name="Amount">Signed: below zero where the account is overdrawn.</param>
public sealed record CamtBalance(CamtStatement Statement, string Type, Money Amount, CamtDate? Date) : CamtRecord;

/// <summary>An entry that can't be an event, alone among its neighbours.</summary>
/// <param name="Ordinal">Its place in the file, from 1, counted with the accepted ones.</param>
/// <param name="Errors">Every field that is wrong.</param>
public sealed record CamtRefusedEntry(CamtStatement Statement, int Index, long Ordinal, IReadOnlyList<FieldError> Errors) : CamtRecord;

/// <summary>The end of one account's part.</summary>
/// <param name="Entries">Entries that were there, refused ones included.</param>
/// <param name="DeclaredEntries">Entries that its summary claims; null without one. Declared counts lie: a fact for the log, no error.</param>
public sealed record CamtStatementEnd(CamtStatement Statement, int Entries, int Refused, int? DeclaredEntries) : CamtRecord;

/// <summary>The file is no camt message, or broken here; all that came before stands.</summary>
/// <param name="Line">The line where reading ended, from 1; 0 if unknown.</param>
/// <param name="Column">The column, from 1; 0 if unknown.</param>
public sealed record CamtFileError(FieldError Error, int Line, int Column) : CamtRecord;
