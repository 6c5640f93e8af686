using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Server.Track.Search;

/// <summary>Where a page begins and ends, from what the query says.</summary>
/// <param name="From">The lowest id that counts.</param>
/// <param name="Before">Ids are below.</param>
/// <param name="Limit">The most that a page shows.</param>
internal readonly record struct QueryRange(MessageId From, MessageId Before, int Limit)
{
    public const int MostAPage = 200;
    const int UsualAPage = 50;
    static readonly DateTimeOffset Earliest = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Latest = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static QueryRange Of(DateTimeOffset? from, DateTimeOffset? to, string? cursor, int? limit, List<FieldError> wrong)
    {
        var before = to is { } end && end < Latest ? MessageId.First(end, 0) : new(long.MaxValue);
        if (cursor is not null)
        {
            if (!MessageId.TryParse(cursor, out var at))
                wrong.Add(new("cursor", FieldCodes.Format, "This is no cursor.", "Give next of an earlier page, or nothing."));
            else if (at.Value < before.Value)
                before = at;
        }
        if (limit is < 1 or > MostAPage)
            wrong.Add(new("limit", FieldCodes.Range, "The limit is out of range.", $"Give 1 to {MostAPage}, or nothing."));
        if (from > to)
            wrong.Add(new("from", FieldCodes.Range, "The beginning is after the end.", "Swap from and to."));
        var first = from is not { } begin || begin <= Earliest ? default : begin < Latest ? MessageId.First(begin, 0) : new MessageId(long.MaxValue);
        return new(first, before, limit ?? UsualAPage);
    }
}
