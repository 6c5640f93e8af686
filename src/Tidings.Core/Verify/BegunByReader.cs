using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Core.Verify;

/// <summary>Reads which events begin a verification: their type, and conditions as alerts have them.</summary>
internal static class BegunByReader
{
    const int LongestType = 128, MostConditions = 16;

    public static AlertTrigger Read(DocumentReader reader)
    {
        var on = reader.Text("on", LongestType);
        // What registers or closes somebody asks him nothing.
        if (on.Length > 0 && (!EventTypes.Predefined.Contains(on) || on is EventTypes.CustomerUpdated or EventTypes.CustomerClosed))
            reader.Wrong("on", FieldCodes.UnknownValue, "No verification begins with such an event.", "Write the type of an event that a customer could be asked about: security.login, payment.initiated.");
        var when = reader.List("when", false, MostConditions, (item, at) => ConditionReader.Read(new(item, at, reader.Errors)));
        reader.Done();
        return new(on, when);
    }
}
