using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Track.Replies;

/// <summary>How customers' texts are taken. What they mean is in the bank's keywords. Section <c>Replies</c>.</summary>
public sealed class ReplyOptions
{
    public const string Section = "Replies";

    /// <summary>
    /// How long the same text from the same number to the same sender over the same carrier is the carrier's repetition, where the carrier gives no time or id of its own.
    /// Default 10 min; range 0 to 24 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RepeatWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How far back a text to a number makes its customer the one who writes from it; whose profile has it is known in any case. Default 90 days; range 1 h to 730 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "730.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long the parts of a long text wait for each other; then what has come is read as it is. Default 10 min; range 1 s to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PartsWithin { get; set; } = TimeSpan.FromMinutes(10);
}
