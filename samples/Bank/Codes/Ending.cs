using Tidings.Client.Verifications;

namespace Meridian.Codes;

/// <summary>How a code ended, in words for the customer.</summary>
/// <param name="Mark">What the page shows beside it: <c>stop</c>, <c>quiet</c>, <c>alarm</c> or <c>clock</c>.</param>
public sealed record Ending(string Title, string Words, string Mark)
{
    public const string Hotline = "+44 20 7946 0100";

    /// <param name="nothing">What has not happened, as a sentence.</param>
    public static Ending Of(VerificationStatus? status, string nothing) => status switch
    {
        VerificationStatus.Changed => new(
            "This is not the payment you were asked about",
            $"The amount, the payee or the account is not the one that our text named. {nothing} If you did not change it, somebody else may be in your browser: call us on {Hotline}.", "alarm"),
        VerificationStatus.Failed => new("Too many wrong codes", $"To protect you, we have stopped here. {nothing} You can start again with a new code.", "stop"),
        VerificationStatus.Expired => new("The code’s time is over", $"Codes work for a few minutes only. {nothing} You can start again with a new one.", "clock"),
        VerificationStatus.Cancelled => new("Cancelled", $"{nothing} The code in our text does not work any more. If it was not you who asked for it, call us on {Hotline}: somebody knows your password.", "quiet"),
        VerificationStatus.Superseded => new("There is a newer code", $"You, or somebody with your password, have asked for another one meanwhile. {nothing}", "clock"),
        VerificationStatus.Approved => new("We lost the thread", $"Your code was right, but its answer got lost on our side. To be safe, we did not go on. {nothing} Please start again.", "stop"),
        _ => new("This is over", $"We cannot go on with this code. {nothing} Please start again.", "clock"),
    };
}
