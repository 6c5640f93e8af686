using Tidings.Client;
using Tidings.Client.Verifications;

namespace Meridian.Codes;

/// <summary>What the bank and the node say to each other about codes, and what the customer is told of it.</summary>
internal sealed partial class CodeDesk(TidingsClient tidings, ILogger<CodeDesk> log)
{
    const string NotNow = "We cannot send codes at the moment. Please try again in a minute.";

    /// <returns>How it stands, or why no code was sent.</returns>
    public async Task<(Verification? Begun, string? Why)> Start(VerificationRequest request, CancellationToken cancel)
    {
        try
        {
            return (await tidings.Verifications.StartAsync(request, cancel: cancel), null);
        }
        catch (TidingsException failure) when (failure.Code == TidingsException.VerificationLimited)
        {
            return (null, $"You have had several codes in a short time. Please try again {In(failure.RetryAfter)}.");
        }
        catch (TidingsException failure)
        {
            Failed(log, failure.Message);
            return (null, NotNow);
        }
    }

    public async Task<Judgement> Check(string id, VerificationCheck check, CancellationToken cancel)
    {
        try
        {
            var result = await tidings.Verifications.CheckAsync(id, check, cancel);
            return result switch
            {
                { Approved: true } => new Judgement.Right(result.Approval),
                { Status: VerificationStatus.Pending, AnswerLost: true } => new Judgement.Again("We could not tell whether that code was right. Please type it again."),
                { Status: VerificationStatus.Pending } => new Judgement.Again($"That is not the code that we sent. {Left(result.TriesLeft)}"),
                // Also where it was approved and the answer was lost: the customer begins anew, and nothing happens twice.
                _ => new Judgement.Over(),
            };
        }
        catch (TidingsException failure) when (failure.Code == TidingsException.VerificationOver)
        {
            return new Judgement.Over();
        }
        catch (TidingsException failure)
        {
            Failed(log, failure.Message);
            return new Judgement.Again("We cannot check codes at the moment. Please try again in a minute.");
        }
    }

    /// <returns>What to say, and whether it went wrong.</returns>
    public async Task<(string Words, bool IsWrong)> Resend(string id, string session, CancellationToken cancel)
    {
        try
        {
            await tidings.Verifications.ResendAsync(id, session, cancel);
            return ("Another code is on its way. The one before it does not work any more.", false);
        }
        catch (TidingsException failure) when (failure is { Code: TidingsException.VerificationLimited, RetryAfter: null })
        {
            return ("We have sent as many codes as we may. Cancel, and start again.", true);
        }
        catch (TidingsException failure) when (failure.Code == TidingsException.VerificationLimited)
        {
            return ($"We sent a code a moment ago. Another can be sent {In(failure.RetryAfter)}.", true);
        }
        catch (TidingsException failure)
        {
            Failed(log, failure.Message);
            return (NotNow, true);
        }
    }

    public async Task Cancel(string id, CancellationToken cancel)
    {
        try
        {
            await tidings.Verifications.CancelAsync(id, cancel);
        }
        catch (TidingsException failure)
        {
            // It ends by itself in a few minutes, and this bank forgets it now.
            Failed(log, failure.Message);
        }
    }

    /// <returns>Null: it is not known any more.</returns>
    /// <exception cref="TidingsException">The node is away: see <see cref="WhileTheNodeIsAway"/>.</exception>
    public Task<Verification?> Find(string id, CancellationToken cancel) => tidings.Verifications.FindAsync(id, cancel);

    static string Left(int tries) => tries == 1 ? "You have one try left." : $"You have {tries} tries left.";

    static string In(TimeSpan? wait) => wait?.TotalSeconds switch
    {
        null => "later",
        <= 1 => "in a second",
        { } seconds and < 90 => $"in {Math.Ceiling(seconds)} seconds",
        { } seconds => $"in {Math.Ceiling(seconds / 60)} minutes",
    };

    [LoggerMessage(2, LogLevel.Warning, "A call about a code failed: {Why}")]
    static partial void Failed(ILogger log, string why);
}

/// <summary>What a typed code came to.</summary>
internal abstract record Judgement
{
    /// <param name="What">What may happen now, and nothing else.</param>
    internal sealed record Right(Approval What) : Judgement;

    internal sealed record Again(string Why) : Judgement;

    internal sealed record Over : Judgement;
}
