using System.Globalization;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;

namespace Tidings.Server.Audit;

/// <summary>Which acts somebody asks for.</summary>
/// <param name="Actor">Exactly this one; null: anybody.</param>
/// <param name="Kind">A whole kind (<c>template.changed</c>), or what stands before its dot; null: any.</param>
/// <param name="Document">A document, or what one begins with up to a slash (<c>template/fee</c>); null: any.</param>
/// <param name="From">At or after.</param>
/// <param name="To">Before.</param>
/// <param name="Before">Ids are below; null: from the newest.</param>
/// <param name="Limit">The most that a page shows.</param>
internal sealed record ActQuery(string? Actor, string? Kind, string? Document, DateTimeOffset? From, DateTimeOffset? To, string? Before, int Limit)
{
    public const int MostAPage = 200;
    const int UsualAPage = 50;
    const int LongestWord = 300;

    // An address cannot have a plus for an offset without care: UTC is the usual way to write it.
    static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>What the query of an address asks for, and what is wrong with it.</summary>
    public static ActQuery Of(ActAsked asked, List<FieldError> wrong)
    {
        foreach (var (name, word) in ((string, string?)[])[("actor", asked.Actor), ("kind", asked.Kind), ("document", asked.Document)])
            if (word is not null && (word.Length is 0 or > LongestWord || word.Any(char.IsControl)))
                wrong.Add(new(name, FieldCodes.Range, $"It has 1 to {LongestWord} characters.", "Leave it out for any."));
        var (from, to) = (Time("from", asked.From, wrong), Time("to", asked.To, wrong));
        if (from > to)
            wrong.Add(new("from", FieldCodes.Range, "The beginning is after the end.", "Swap from and to."));
        if (asked.Cursor is { } cursor && !DocumentActs.IsId(cursor))
            wrong.Add(new("cursor", FieldCodes.Format, "This is no cursor.", "Give next of an earlier page, or nothing."));
        var limit = UsualAPage;
        if (asked.Limit is { } many && (!int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostAPage))
            wrong.Add(new("limit", FieldCodes.Range, "The limit is out of range.", $"Give 1 to {MostAPage}, or nothing."));
        // Every act of the last millisecond that counts has an id below the first of the next one.
        var end = to is { } until && until < DateTimeOffset.MaxValue.AddSeconds(-1) ? DocumentActs.FirstId(until.AddMilliseconds(1)) : null;
        var before = end is null || string.CompareOrdinal(asked.Cursor, end) < 0 ? asked.Cursor ?? end : end;
        return new(asked.Actor, asked.Kind, asked.Document, from, to, before, limit);
    }

    static DateTimeOffset? Time(string name, string? text, List<FieldError> wrong)
    {
        if (text is null)
            return null;
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        wrong.Add(new(name, FieldCodes.Format, "This is no time.", "Write it like 2026-11-25T12:00:00Z."));
        return null;
    }

    public bool Takes(DocumentRow row, Act act) =>
        (From is null || row.At >= From) && (To is null || row.At < To) && (Actor is null || act.Actor == Actor)
        && (Kind is null || Begins(act.Name, Kind, '.')) && (Document is null || Begins(act.Subject, Document, '/'));

    static bool Begins(string word, string with, char then) =>
        word.StartsWith(with, StringComparison.Ordinal) && (word.Length == with.Length || word[with.Length] == then);
}
