namespace Tidings.Server.Intake.Files;

/// <summary>What one event is made of.</summary>
public enum FileAs : byte
{
    /// <summary>One event an entry, as the account was booked.</summary>
    Entry,
    /// <summary>One event a transaction, where an entry's transactions add up to it; otherwise one for the entry.</summary>
    Transaction,
}
