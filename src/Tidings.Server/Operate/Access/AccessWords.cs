using Tidings.Core.Events;

namespace Tidings.Server.Operate.Access;

/// <summary>The words for kinds of keys.</summary>
internal static class AccessWords
{
    public static string Of(Reach kind) => kind switch
    {
        Reach.Live => "live",
        Reach.Team => "team",
        _ => "test",
    };

    public static bool TryParse(string word, out Reach kind)
    {
        (var known, kind) = word switch
        {
            "live" => (true, Reach.Live),
            "team" => (true, Reach.Team),
            "test" => (true, Reach.Test),
            _ => (false, default),
        };
        return known;
    }
}
