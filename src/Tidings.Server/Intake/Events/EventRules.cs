using System.Numerics;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>Whether a draft is an event of its type: the last look, when all of it has been read.</summary>
internal static class EventRules
{
    public static void Check(EventDraft draft)
    {
        var errors = draft.Errors;
        if (!draft.HasSpecVersion)
            Missing(errors, "specversion", "Write \"specversion\": \"1.0\".");
        CheckAttribute(draft.Id, "id", errors);
        CheckAttribute(draft.Source, "source", errors);
        CheckAttribute(draft.Type, "type", errors);
        if (draft.Type is not { Length: > 0 } type)
            return;
        if (EventShape.Of(type) is not { } shape)
        {
            errors.DropData();
            errors.Add("type", FieldCodes.UnknownType, "This event type is not known here.", "Use one of the types at /schemas.");
            return;
        }
        // What it registered would count for live texts later.
        if (draft.Reach != Reach.Live && (type is EventTypes.CustomerUpdated or EventTypes.CustomerClosed))
            errors.Add("type", FieldCodes.UnknownValue, "A key of kind test or team does not change customers.", "Send it with a live key.");
        if (!draft.HasData)
            Missing(errors, "data", "Give the event's data as a JSON object.");
        else if (draft.DataIsJson)
            CheckData(draft, shape, errors);
    }

    // Attributes that were there and wrong hold an empty string: they have their error already.
    static void CheckAttribute(string? value, string name, FieldErrors errors)
    {
        if (value is null)
            Missing(errors, name, "Every CloudEvent has it.");
    }

    static void CheckData(EventDraft draft, EventShape shape, FieldErrors errors)
    {
        for (var missing = shape.Required & ~draft.Seen; missing != 0; missing &= missing - 1)
            Missing(errors, "data." + EventNames.NameOf(Lowest(missing)), $"Events of type {shape.Type} need it.");
        for (var strange = draft.Seen & ~shape.Allowed; strange != 0; strange &= strange - 1)
            errors.Add("data." + EventNames.NameOf(Lowest(strange)), FieldCodes.UnknownField, $"Events of type {shape.Type} do not have it.", "Leave it out.");
        if (draft.Kind == TransactionKind.Reversal && (draft.Seen & EventField.Credit) == 0)
            Missing(errors, "data.credit", "A reversal may go either way: say true where it gives the customer money back.");
        if (draft.Contact == "phone" && (draft.Seen & EventField.NewPhone) == 0)
            Missing(errors, "data.newPhone", "A change of the phone number names the new one, so that both are told.");
        if (((shape.Required | draft.Seen) & (EventField.Customer | EventField.Account)) == 0)
            Missing(errors, "data.customer", "Name the customer, or the account whose holders are concerned.");
        var point = draft.Seen & (EventField.Latitude | EventField.Longitude);
        if (point is EventField.Latitude or EventField.Longitude)
            Missing(errors, point == EventField.Latitude ? "data.longitude" : "data.latitude", "Latitude and longitude belong together: write both, or leave both out.");
        if (draft.Status is { } status && shape.Statuses is { } statuses && !statuses.Contains(status))
            errors.Add("data.status", FieldCodes.UnknownValue, "It is none of those that this type has.", $"Write {string.Join(", ", statuses)}.");
    }

    static EventField Lowest(EventField fields) => (EventField)(1UL << BitOperations.TrailingZeroCount((ulong)fields));

    static void Missing(FieldErrors errors, string path, string fix) => errors.Add(path, FieldCodes.Missing, "It is missing.", fix);
}
