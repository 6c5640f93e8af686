namespace Tidings.Smpp.Codec;

/// <summary>
/// The result that a response carries (SMPP 3.4 §5.1.3, SMPP 5.0 §4.7.6), under the standard's own names.
/// Carriers also use values of their own, 0x400 to 0x4FF above all: any value may appear.
/// </summary>
public enum CommandStatus : uint
{
    /// <summary>No error.</summary>
    ESME_ROK = 0x00000000,
    /// <summary>The message length is invalid.</summary>
    ESME_RINVMSGLEN = 0x00000001,
    /// <summary>The command_length is invalid.</summary>
    ESME_RINVCMDLEN = 0x00000002,
    /// <summary>The command_id is unknown.</summary>
    ESME_RINVCMDID = 0x00000003,
    /// <summary>The command is not allowed in this bind state.</summary>
    ESME_RINVBNDSTS = 0x00000004,
    /// <summary>Already bound.</summary>
    ESME_RALYBND = 0x00000005,
    /// <summary>Invalid priority_flag.</summary>
    ESME_RINVPRTFLG = 0x00000006,
    /// <summary>Invalid registered_delivery.</summary>
    ESME_RINVREGDLVFLG = 0x00000007,
    /// <summary>System error.</summary>
    ESME_RSYSERR = 0x00000008,
    /// <summary>Invalid source address.</summary>
    ESME_RINVSRCADR = 0x0000000A,
    /// <summary>Invalid destination address.</summary>
    ESME_RINVDSTADR = 0x0000000B,
    /// <summary>Invalid message_id.</summary>
    ESME_RINVMSGID = 0x0000000C,
    /// <summary>Bind failed.</summary>
    ESME_RBINDFAIL = 0x0000000D,
    /// <summary>Invalid password.</summary>
    ESME_RINVPASWD = 0x0000000E,
    /// <summary>Invalid system_id.</summary>
    ESME_RINVSYSID = 0x0000000F,
    /// <summary>cancel_sm failed.</summary>
    ESME_RCANCELFAIL = 0x00000011,
    /// <summary>replace_sm failed.</summary>
    ESME_RREPLACEFAIL = 0x00000013,
    /// <summary>The message queue is full.</summary>
    ESME_RMSGQFUL = 0x00000014,
    /// <summary>Invalid service_type.</summary>
    ESME_RINVSERTYP = 0x00000015,
    /// <summary>Invalid number of destinations.</summary>
    ESME_RINVNUMDESTS = 0x00000033,
    /// <summary>Invalid distribution list name.</summary>
    ESME_RINVDLNAME = 0x00000034,
    /// <summary>Invalid dest_flag in submit_multi.</summary>
    ESME_RINVDESTFLAG = 0x00000040,
    /// <summary>Submit with replace is not supported or not allowed.</summary>
    ESME_RINVSUBREP = 0x00000042,
    /// <summary>Invalid esm_class.</summary>
    ESME_RINVESMCLASS = 0x00000043,
    /// <summary>Cannot submit to the distribution list.</summary>
    ESME_RCNTSUBDL = 0x00000044,
    /// <summary>The submit failed.</summary>
    ESME_RSUBMITFAIL = 0x00000045,
    /// <summary>Invalid source TON.</summary>
    ESME_RINVSRCTON = 0x00000048,
    /// <summary>Invalid source NPI.</summary>
    ESME_RINVSRCNPI = 0x00000049,
    /// <summary>Invalid destination TON.</summary>
    ESME_RINVDSTTON = 0x00000050,
    /// <summary>Invalid destination NPI.</summary>
    ESME_RINVDSTNPI = 0x00000051,
    /// <summary>Invalid system_type.</summary>
    ESME_RINVSYSTYP = 0x00000053,
    /// <summary>Invalid replace_if_present_flag.</summary>
    ESME_RINVREPFLAG = 0x00000054,
    /// <summary>Invalid number of messages.</summary>
    ESME_RINVNUMMSGS = 0x00000055,
    /// <summary>The ESME has exceeded its allowed rate.</summary>
    ESME_RTHROTTLED = 0x00000058,
    /// <summary>Invalid schedule_delivery_time.</summary>
    ESME_RINVSCHED = 0x00000061,
    /// <summary>Invalid validity_period.</summary>
    ESME_RINVEXPIRY = 0x00000062,
    /// <summary>Invalid or unknown predefined message.</summary>
    ESME_RINVDFTMSGID = 0x00000063,
    /// <summary>The receiving ESME has a temporary error: deliver again later.</summary>
    ESME_RX_T_APPN = 0x00000064,
    /// <summary>The receiving ESME has a permanent error: do not deliver again.</summary>
    ESME_RX_P_APPN = 0x00000065,
    /// <summary>The receiving ESME rejects the message.</summary>
    ESME_RX_R_APPN = 0x00000066,
    /// <summary>query_sm failed.</summary>
    ESME_RQUERYFAIL = 0x00000067,
    /// <summary>The optional part of the PDU cannot be read (RINVTLVSTREAM in 5.0).</summary>
    ESME_RINVOPTPARSTREAM = 0x000000C0,
    /// <summary>A TLV is not allowed here.</summary>
    ESME_ROPTPARNOTALLWD = 0x000000C1,
    /// <summary>A parameter has an invalid length.</summary>
    ESME_RINVPARLEN = 0x000000C2,
    /// <summary>An expected TLV is missing.</summary>
    ESME_RMISSINGOPTPARAM = 0x000000C3,
    /// <summary>A TLV has an invalid value.</summary>
    ESME_RINVOPTPARAMVAL = 0x000000C4,
    /// <summary>Delivery failed (data_sm_resp).</summary>
    ESME_RDELIVERYFAILURE = 0x000000FE,
    /// <summary>Unknown error.</summary>
    ESME_RUNKNOWNERR = 0x000000FF,
    /// <summary>The ESME may not use this service_type. SMPP 5.0.</summary>
    ESME_RSERTYPUNAUTH = 0x00000100,
    /// <summary>The ESME may not use this operation. SMPP 5.0.</summary>
    ESME_RPROHIBITED = 0x00000101,
    /// <summary>The service_type is unavailable. SMPP 5.0.</summary>
    ESME_RSERTYPUNAVAIL = 0x00000102,
    /// <summary>The service_type is denied. SMPP 5.0.</summary>
    ESME_RSERTYPDENIED = 0x00000103,
    /// <summary>Invalid data_coding. SMPP 5.0.</summary>
    ESME_RINVDCS = 0x00000104,
    /// <summary>Invalid source_addr_subunit. SMPP 5.0.</summary>
    ESME_RINVSRCADDRSUBUNIT = 0x00000105,
    /// <summary>Invalid dest_addr_subunit. SMPP 5.0.</summary>
    ESME_RINVDSTADDRSUBUNIT = 0x00000106,
    /// <summary>Invalid broadcast_frequency_interval. SMPP 5.0.</summary>
    ESME_RINVBCASTFREQINT = 0x00000107,
    /// <summary>Invalid broadcast alias name. SMPP 5.0.</summary>
    ESME_RINVBCASTALIAS_NAME = 0x00000108,
    /// <summary>Invalid broadcast area format. SMPP 5.0.</summary>
    ESME_RINVBCASTAREAFMT = 0x00000109,
    /// <summary>Invalid number of broadcast areas. SMPP 5.0.</summary>
    ESME_RINVNUMBCAST_AREAS = 0x0000010A,
    /// <summary>Invalid broadcast content type. SMPP 5.0.</summary>
    ESME_RINVBCASTCNTTYPE = 0x0000010B,
    /// <summary>Invalid broadcast message class. SMPP 5.0.</summary>
    ESME_RINVBCASTMSGCLASS = 0x0000010C,
    /// <summary>broadcast_sm failed. SMPP 5.0.</summary>
    ESME_RBCASTFAIL = 0x0000010D,
    /// <summary>query_broadcast_sm failed. SMPP 5.0.</summary>
    ESME_RBCASTQUERYFAIL = 0x0000010E,
    /// <summary>cancel_broadcast_sm failed. SMPP 5.0.</summary>
    ESME_RBCASTCANCELFAIL = 0x0000010F,
    /// <summary>Invalid number of broadcast repetitions. SMPP 5.0.</summary>
    ESME_RINVBCAST_REP = 0x00000110,
    /// <summary>Invalid broadcast service group. SMPP 5.0.</summary>
    ESME_RINVBCASTSRVGRP = 0x00000111,
    /// <summary>Invalid broadcast channel indicator. SMPP 5.0.</summary>
    ESME_RINVBCASTCHANIND = 0x00000112,
}
