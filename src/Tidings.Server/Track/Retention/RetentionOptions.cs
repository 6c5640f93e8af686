using System.ComponentModel.DataAnnotations;
using Tidings.Core.Messages;

namespace Tidings.Server.Track.Retention;

/// <summary>How long what is no longer sent is kept. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>The words of a text, of the classes that have no time of their own. What it was about stays. Default 90 days, range 1 day to 10 years, and at most <see cref="Facts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan Texts { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Texts with one-time codes. Default 1 day, same range.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan OneTimeCode { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Texts about suspected fraud. Default: as <see cref="Texts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan? Fraud { get; set; }

    /// <summary>Security notices. Default: as <see cref="Texts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan? Security { get; set; }

    /// <summary>Transactions. Default: as <see cref="Texts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan? Transaction { get; set; }

    /// <summary>Balances. Default: as <see cref="Texts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan? Balance { get; set; }

    /// <summary>Awareness. Default: as <see cref="Texts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan? Awareness { get; set; }

    /// <summary>Promotions. Default: as <see cref="Texts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan? Promotional { get; set; }

    /// <summary>Texts that somebody of the bank wrote. Default: as <see cref="Texts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan? AdHoc { get; set; }

    /// <summary>What customers write, and the answers to it. Default: as <see cref="Texts"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan? Reply { get; set; }

    /// <summary>
    /// What was decided, why, to whom, and what became of it, with all that finds it: 13 months by default, range 30 days to 100 years. The audit log's commitments stay for longer: <see cref="AuditLog"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "36525.00:00:00")]
    public TimeSpan Facts { get; set; } = TimeSpan.FromDays(396);

    /// <summary>
    /// Entries of the audit log, and what opens them: 10 years by default, range 1 year to 100 years, and at least <see cref="Facts"/>. What they commit to goes before them; documents and acts stay, and are committed to
    /// anew.
    /// </summary>
    [Range(typeof(TimeSpan), "365.00:00:00", "36525.00:00:00")]
    public TimeSpan AuditLog { get; set; } = TimeSpan.FromDays(3653);

    /// <summary>How often what is over is looked for. Default 6 h, range 1 min to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(6);

    internal TimeSpan TextsOf(MessageClass of) => of switch
    {
        MessageClass.OneTimeCode => OneTimeCode,
        MessageClass.Fraud => Fraud ?? Texts,
        MessageClass.Security => Security ?? Texts,
        MessageClass.Transaction => Transaction ?? Texts,
        MessageClass.Balance => Balance ?? Texts,
        MessageClass.Awareness => Awareness ?? Texts,
        MessageClass.Promotional => Promotional ?? Texts,
        MessageClass.AdHoc => AdHoc ?? Texts,
        MessageClass.Reply => Reply ?? Texts,
        _ => throw new ArgumentOutOfRangeException(nameof(of), of, null),
    };
}
