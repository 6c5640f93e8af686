namespace Tidings.Core.Deliver.Retry;

/// <summary>How a text goes again after a refusal. Whatever these say, nothing goes after the text's validity.</summary>
public sealed class RetryOptions
{
    /// <summary>Pause after a throttling; the bind then goes on at half its rate. Default 1 s; range 10 ms to 60 s.</summary>
    public TimeSpan ThrottlePause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>First pause after a temporary error; each further one doubles it, with jitter. Default 2 s; range 10 ms to 10 min.</summary>
    public TimeSpan FirstBackoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause after a temporary error. Default 60 s; range <see cref="FirstBackoff"/> to 1 h.</summary>
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often in all a text is tried that meets errors which are not in the table. Default 3; range 1 to 20.</summary>
    public int TriesOfUnknown { get; set; } = 3;
}
