using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;
using Tidings.Core.Track;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Decide.Explain;

/// <summary>A decision as a trace, of one customer. Numbers and texts are masked.</summary>
/// <param name="Recorded">It happened: this is what was decided then. Otherwise it is what would be decided now, and nothing is sent or remembered.</param>
/// <param name="Repeats">The event was accepted before, so that sent again nothing would become of it.</param>
internal sealed record ExplainAnswer(
    bool Recorded, string Customer, bool Repeats, IReadOnlyList<ExplainedMessage> Messages, IReadOnlyList<EventSuppression> Suppressions)
{
    /// <summary>The version of the settings that hold now. Null: recorded.</summary>
    public int? SettingsVersion { get; init; }
    /// <summary>The policy packs that are on. Null: recorded.</summary>
    public IReadOnlyList<PackVersion>? Packs { get; init; }
    /// <summary>Each alert that such an event may trigger, and what came of it. Null: recorded.</summary>
    public IReadOnlyList<ExplainedAlert>? Alerts { get; init; }
    /// <summary>What each policy says about each text, or why it has nothing to say. Null: recorded.</summary>
    public IReadOnlyList<PolicyOpinion>? Rules { get; init; }
    /// <summary>The event that was decided. Null: it has not happened.</summary>
    public EventReference? Event { get; init; }

    public static IReadOnlyList<EventSuppression> Suppressed(IEnumerable<Suppression> suppressions) =>
        [.. suppressions.Select(static one => new EventSuppression(one.Alert, one.Class, PeopleStatus.Suppressed.Title, one.Reason))];

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>A text that goes, or went.</summary>
/// <param name="Id">Null: it is not sent.</param>
/// <param name="Template">Its id, language and version.</param>
internal sealed record ExplainedMessage(
    string? Id, string Alert, MessageClass Class, string Template, string To, string From, string Text, DateTimeOffset? NotBefore, DateTimeOffset ValidUntil, IReadOnlyList<Reason> Reasons)
{
    /// <summary>How far the limits against a mistake are used for it, before it. Null: recorded.</summary>
    public ExplainedLimits? Limits { get; init; }

    public static ExplainedMessage Of(Message message, MessageId? id = null) => new(
        id?.ToString(), message.Alert, message.Class, message.Template, message.To.ToString(), message.From.Value, MaskedText.Of(message.Text), message.NotBefore, message.ValidUntil, message.Reasons);
}

internal sealed record ExplainedLimits(int Identical, int MostIdentical, int ToANumber, int MostToANumber)
{
    public static ExplainedLimits Of(Message message, PeekedCounts counts, TextLimits limits, DateTimeOffset now)
    {
        var (identical, toANumber) = counts.Of(message, limits, now);
        return new(identical, limits.Identical.Most, toANumber, limits.ToANumber.Most);
    }
}

/// <param name="Version">Of the alert's document; 0: an untouched preset.</param>
internal sealed record ExplainedAlert(string Alert, int Version, MessageClass Class, bool Mandatory, bool OnByDefault, string Outcome, IReadOnlyList<AlertPreference> Wishes);

internal sealed record PackVersion(string Id, int Version);
