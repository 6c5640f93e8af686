using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Verify;

/// <summary>How verifications are answered. Section <c>Verifications</c>.</summary>
public sealed class VerifyOptions
{
    public const string Section = "Verifications";

    /// <summary>
    /// No request to begin a verification is answered sooner, so that how long the work took does not say who exists; a text does not wait for it, and checks do not either. Set it above what the work takes on a busy day.
    /// Default 10 ms; range 0 to 1 s; 0: each is answered when it is done.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan AnswerAfter { get; set; } = TimeSpan.FromMilliseconds(10);
}
