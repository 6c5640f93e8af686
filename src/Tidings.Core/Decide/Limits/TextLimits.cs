using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Decide.Limits;

/// <summary>
/// What the bank lets through before it takes it for a mistake of whoever sends the events. Part of <see cref="BankSettings"/>. Codes, fraud and security are never held back by
/// any of it.
/// </summary>
public sealed record TextLimits
{
    /// <summary>The same text to the same number. Default 5 within 10 minutes.</summary>
    public TextLimit Identical { get; init; } = new(5, TimeSpan.FromMinutes(10));
    /// <summary>Any texts to the same number, whichever customers it is registered for. Default 100 within an hour.</summary>
    public TextLimit ToANumber { get; init; } = new(100, TimeSpan.FromHours(1));
    /// <summary>All texts of a class, at which the class is paused.</summary>
    public SurgeLimit Surge { get; init; } = new(10, 1000);

    internal static TextLimits Read(DocumentReader reader)
    {
        var standard = new TextLimits();
        var limits = new TextLimits
        {
            Identical = reader.Object("identical") is { } identical ? Read(identical, standard.Identical) : standard.Identical,
            ToANumber = reader.Object("toANumber") is { } toANumber ? Read(toANumber, standard.ToANumber) : standard.ToANumber,
            Surge = reader.Object("surge") is { } surge ? ReadSurge(surge, standard.Surge) : standard.Surge,
        };
        reader.Done();
        return limits;
    }

    static TextLimit Read(DocumentReader reader, TextLimit standard)
    {
        var limit = new TextLimit(
            reader.WholeNumber("most", 0, TextLimit.Greatest) ?? standard.Most, reader.Duration("within", TextLimit.Shortest, TextLimit.Longest, needed: false) ?? standard.Within);
        reader.Done();
        return limit;
    }

    static SurgeLimit ReadSurge(DocumentReader reader, SurgeLimit standard)
    {
        var limit = new SurgeLimit(reader.WholeNumber("times", 0, 1000) ?? standard.Times, reader.WholeNumber("least", 1, 100_000_000) ?? standard.Least);
        if (limit.Times == 1)
            reader.Wrong("times", "range", "What is as usual is no surge.", "Write 2 or more, or 0 for none.");
        reader.Done();
        return limit;
    }
}

/// <summary>At most so many texts in a time that begins with the first of them; the next time begins with the first text after it.</summary>
/// <param name="Most">0: no limit; at most 10,000.</param>
/// <param name="Within">1 minute to 24 hours, counted to the second.</param>
public sealed record TextLimit(int Most, TimeSpan Within)
{
    internal const int Greatest = 10_000;
    internal static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromHours(24);
}

/// <summary>When a class's rate is no bank's business any more but a program that has run away.</summary>
/// <param name="Times">So many times what the class usually sends in a minute at this hour of the day: 2 to 1,000; 0: nothing is ever paused.</param>
/// <param name="Least">Texts in a minute that are no surge, whatever is usual: 1 to 100,000,000.</param>
public sealed record SurgeLimit(int Times, int Least);
