using System.Collections.Frozen;

namespace Tidings.Core.Deliver.Retry;

/// <summary>What each command_status (SMPP 3.4 §5.1.3, 5.0 §4.7.6) means for a text that was submitted. The one place where that is said.</summary>
public static class CommandStatusTable
{
    public const int Throttled = 0x58;
    public const int QueueFull = 0x14;
    public const int InvalidDestination = 0x0B;

    static readonly FrozenDictionary<int, Entry> Entries = new Entry[]
    {
        new(0x00, "ESME_ROK", ErrorClass.None, "accepted"),
        new(0x01, "ESME_RINVMSGLEN", ErrorClass.Refused, "the message's length is invalid"),
        new(0x02, "ESME_RINVCMDLEN", ErrorClass.Refused, "the command's length is invalid"),
        new(0x03, "ESME_RINVCMDID", ErrorClass.Refused, "the command is unknown to the carrier"),
        new(0x04, "ESME_RINVBNDSTS", ErrorClass.Temporary, "the session is not bound for sending"),
        new(0x05, "ESME_RALYBND", ErrorClass.Temporary, "the session is bound already"),
        new(0x06, "ESME_RINVPRTFLG", ErrorClass.Refused, "the priority is invalid"),
        new(0x07, "ESME_RINVREGDLVFLG", ErrorClass.Refused, "the kind of receipt asked for is invalid"),
        new(0x08, "ESME_RSYSERR", ErrorClass.Temporary, "the carrier has a system error"),
        new(0x0A, "ESME_RINVSRCADR", ErrorClass.Refused, "the sender is invalid or not registered"),
        new(0x0B, "ESME_RINVDSTADR", ErrorClass.Unreachable, "the number is invalid"),
        new(0x0C, "ESME_RINVMSGID", ErrorClass.Refused, "the message id is invalid"),
        new(0x0D, "ESME_RBINDFAIL", ErrorClass.Temporary, "the bind failed"),
        new(0x0E, "ESME_RINVPASWD", ErrorClass.Temporary, "the password is invalid"),
        new(0x0F, "ESME_RINVSYSID", ErrorClass.Temporary, "the system id is invalid"),
        new(0x14, "ESME_RMSGQFUL", ErrorClass.Throttled, "the carrier's queue is full"),
        new(0x15, "ESME_RINVSERTYP", ErrorClass.Refused, "the service type is invalid"),
        new(0x33, "ESME_RINVNUMDESTS", ErrorClass.Refused, "the number of destinations is invalid"),
        new(0x40, "ESME_RINVDESTFLAG", ErrorClass.Refused, "the destination flag is invalid"),
        new(0x42, "ESME_RINVSUBREP", ErrorClass.Refused, "replacing is not allowed"),
        new(0x43, "ESME_RINVESMCLASS", ErrorClass.Refused, "the esm_class is invalid"),
        new(0x45, "ESME_RSUBMITFAIL", ErrorClass.Unknown, "submitting failed for a reason that the carrier does not tell"),
        new(0x48, "ESME_RINVSRCTON", ErrorClass.Refused, "the sender's type of number is invalid"),
        new(0x49, "ESME_RINVSRCNPI", ErrorClass.Refused, "the sender's numbering plan is invalid"),
        new(0x50, "ESME_RINVDSTTON", ErrorClass.Refused, "the number's type is invalid"),
        new(0x51, "ESME_RINVDSTNPI", ErrorClass.Refused, "the number's numbering plan is invalid"),
        new(0x53, "ESME_RINVSYSTYP", ErrorClass.Refused, "the system type is invalid"),
        new(0x54, "ESME_RINVREPFLAG", ErrorClass.Refused, "the replace flag is invalid"),
        new(0x55, "ESME_RINVNUMMSGS", ErrorClass.Refused, "the number of messages is invalid"),
        new(0x58, "ESME_RTHROTTLED", ErrorClass.Throttled, "the carrier asks for a slower pace"),
        new(0x61, "ESME_RINVSCHED", ErrorClass.Refused, "the delivery time is invalid"),
        new(0x62, "ESME_RINVEXPIRY", ErrorClass.Refused, "the validity period is invalid"),
        new(0x63, "ESME_RINVDFTMSGID", ErrorClass.Refused, "the predefined message is invalid"),
        new(0x64, "ESME_RX_T_APPN", ErrorClass.Temporary, "the carrier has a temporary application error"),
        new(0x65, "ESME_RX_P_APPN", ErrorClass.Refused, "the carrier has a permanent application error"),
        new(0x66, "ESME_RX_R_APPN", ErrorClass.Refused, "the carrier's application rejects the message"),
        new(0x67, "ESME_RQUERYFAIL", ErrorClass.Unknown, "the query failed"),
        new(0xC0, "ESME_RINVTLVSTREAM", ErrorClass.Refused, "the optional parameters are invalid"),
        new(0xC1, "ESME_RTLVNOTALLWD", ErrorClass.Refused, "an optional parameter is not allowed"),
        new(0xC2, "ESME_RINVTLVLEN", ErrorClass.Refused, "an optional parameter's length is invalid"),
        new(0xC3, "ESME_RMISSINGTLV", ErrorClass.Refused, "an optional parameter that the carrier expects is missing"),
        new(0xC4, "ESME_RINVTLVVAL", ErrorClass.Refused, "an optional parameter's value is invalid"),
        new(0xFE, "ESME_RDELIVERYFAILURE", ErrorClass.Unknown, "the delivery failed"),
        new(0xFF, "ESME_RUNKNOWNERR", ErrorClass.Unknown, "an error that the carrier does not know itself"),
        new(0x100, "ESME_RSERTYPUNAUTH", ErrorClass.Refused, "the account may not use the service type"),
        new(0x101, "ESME_RPROHIBITED", ErrorClass.Refused, "the account may not do this"),
        new(0x102, "ESME_RSERTYPUNAVAIL", ErrorClass.Temporary, "the service is not available now"),
        new(0x103, "ESME_RSERTYPDENIED", ErrorClass.Refused, "the service is denied"),
        new(0x104, "ESME_RINVDCS", ErrorClass.Refused, "the data coding is invalid"),
        new(0x105, "ESME_RINVSRCADDRSUBUNIT", ErrorClass.Refused, "the sender's subunit is invalid"),
        new(0x106, "ESME_RINVDSTADDRSUBUNIT", ErrorClass.Refused, "the number's subunit is invalid"),
    }.ToFrozenDictionary(static e => e.Status);

    /// <summary>All entries, in the order of their codes: for documentation and its test.</summary>
    public static IEnumerable<Entry> All => Entries.Values.OrderBy(static e => e.Status);

    /// <summary>The class of a status, also of an HTTP carrier's; <see cref="ErrorClass.Unknown"/> where no table has it.</summary>
    public static ErrorClass ClassOf(int status) => Entries.TryGetValue(status, out var entry) ? entry.Class : HttpErrorTable.Has(status) ? HttpErrorTable.ClassOf(status) : ErrorClass.Unknown;

    /// <summary>The raw error for people: <c>0x00000058 ESME_RTHROTTLED</c>.</summary>
    public static string Describe(int status) =>
        Entries.TryGetValue(status, out var entry) ? $"0x{status:X8} {entry.Name}: {entry.Words}" : HttpErrorTable.Has(status) ? HttpErrorTable.Describe(status) : $"0x{status:X8}: the carrier's own code";

    /// <param name="Status">command_status.</param>
    /// <param name="Name">The standard's name.</param>
    /// <param name="Class">What it means for the text.</param>
    /// <param name="Words">For people.</param>
    public sealed record Entry(int Status, string Name, ErrorClass Class, string Words);
}
