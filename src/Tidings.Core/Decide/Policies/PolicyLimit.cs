using Tidings.Core.Track;

namespace Tidings.Core.Decide.Policies;

/// <summary>Under which key texts are counted for a limit.</summary>
internal static class PolicyLimit
{
    public static ulong Key(PolicyRule rule, in PolicyCase about)
    {
        var per = rule.Params!.Per ?? [];
        return StableHash.Of('p', $"{rule.Id}\n{(per.Contains(CountedBy.Alert) ? about.Alert.Id : "")}\n{(per.Contains(CountedBy.Account) ? about.Event.Account : "")}");
    }
}
