using System.Text.Json.Serialization;

namespace Tidings.Simulator;

/// <summary>The command_status values that the simulator answers (SMPP 3.4 §5.1.3). Any other value may be given as a number.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SmscStatus>))]
public enum SmscStatus : uint
{
    /// <summary>No error.</summary>
    [JsonStringEnumMemberName("ESME_ROK")] Ok = 0x00,
    /// <summary>Message length is invalid.</summary>
    [JsonStringEnumMemberName("ESME_RINVMSGLEN")] InvalidMessageLength = 0x01,
    /// <summary>Command length is invalid.</summary>
    [JsonStringEnumMemberName("ESME_RINVCMDLEN")] InvalidCommandLength = 0x02,
    /// <summary>Invalid command id.</summary>
    [JsonStringEnumMemberName("ESME_RINVCMDID")] InvalidCommandId = 0x03,
    /// <summary>Incorrect bind status for the given command.</summary>
    [JsonStringEnumMemberName("ESME_RINVBNDSTS")] InvalidBindStatus = 0x04,
    /// <summary>Already bound.</summary>
    [JsonStringEnumMemberName("ESME_RALYBND")] AlreadyBound = 0x05,
    /// <summary>System error.</summary>
    [JsonStringEnumMemberName("ESME_RSYSERR")] SystemError = 0x08,
    /// <summary>Invalid source address.</summary>
    [JsonStringEnumMemberName("ESME_RINVSRCADR")] InvalidSource = 0x0A,
    /// <summary>Invalid destination address.</summary>
    [JsonStringEnumMemberName("ESME_RINVDSTADR")] InvalidDestination = 0x0B,
    /// <summary>Bind failed.</summary>
    [JsonStringEnumMemberName("ESME_RBINDFAIL")] BindFailed = 0x0D,
    /// <summary>Invalid password.</summary>
    [JsonStringEnumMemberName("ESME_RINVPASWD")] InvalidPassword = 0x0E,
    /// <summary>Invalid system id.</summary>
    [JsonStringEnumMemberName("ESME_RINVSYSID")] InvalidSystemId = 0x0F,
    /// <summary>cancel_sm failed.</summary>
    [JsonStringEnumMemberName("ESME_RCANCELFAIL")] CancelFailed = 0x11,
    /// <summary>replace_sm failed.</summary>
    [JsonStringEnumMemberName("ESME_RREPLACEFAIL")] ReplaceFailed = 0x13,
    /// <summary>Message queue full.</summary>
    [JsonStringEnumMemberName("ESME_RMSGQFUL")] QueueFull = 0x14,
    /// <summary>submit_sm failed.</summary>
    [JsonStringEnumMemberName("ESME_RSUBMITFAIL")] SubmitFailed = 0x45,
    /// <summary>Throttling error: the ESME has exceeded allowed message limits.</summary>
    [JsonStringEnumMemberName("ESME_RTHROTTLED")] Throttled = 0x58,
    /// <summary>Invalid scheduled delivery time.</summary>
    [JsonStringEnumMemberName("ESME_RINVSCHED")] InvalidSchedule = 0x61,
    /// <summary>Invalid validity period.</summary>
    [JsonStringEnumMemberName("ESME_RINVEXPIRY")] InvalidExpiry = 0x62,
    /// <summary>The ESME receiver has a temporary error.</summary>
    [JsonStringEnumMemberName("ESME_RX_T_APPN")] ReceiverTemporaryError = 0x64,
    /// <summary>The ESME receiver has a permanent error.</summary>
    [JsonStringEnumMemberName("ESME_RX_P_APPN")] ReceiverPermanentError = 0x65,
    /// <summary>query_sm failed.</summary>
    [JsonStringEnumMemberName("ESME_RQUERYFAIL")] QueryFailed = 0x67,
}
