namespace Tidings.Server.Deliver.Settings;

/// <summary>What a carrier speaks.</summary>
public enum CarrierKind : byte
{
    Smpp = 0,
    /// <summary>Twilio's Programmable Messaging.</summary>
    Twilio,
    /// <summary>Vonage's Messages API.</summary>
    Vonage,
    /// <summary>Infobip's SMS API, version 3.</summary>
    Infobip,
    /// <summary>HTTP as the options describe it.</summary>
    Http,
}
