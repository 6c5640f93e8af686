using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Verifications;

/// <summary>How a verification stands. Nothing leads out of any of them but <see cref="Pending"/>.</summary>
[JsonConverter(typeof(WordConverter<VerificationStatus>))]
public enum VerificationStatus
{
    /// <summary>A status that this version of the client does not know. It approves nothing.</summary>
    Unknown,
    /// <summary>A code is awaited.</summary>
    Pending,
    /// <summary>The right code came, in time, the first time.</summary>
    Approved,
    /// <summary>As many wrong codes came as are judged.</summary>
    Failed,
    /// <summary>Its time ended first.</summary>
    Expired,
    /// <summary>The bank ended it.</summary>
    Cancelled,
    /// <summary>Another began for the same purpose.</summary>
    Superseded,
    /// <summary>What was to be approved was another payment by then.</summary>
    Changed,
}
