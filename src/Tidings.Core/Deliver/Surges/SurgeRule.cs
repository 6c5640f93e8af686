using Tidings.Core.Decide.Limits;
using Tidings.Core.Messages;

namespace Tidings.Core.Deliver.Surges;

/// <summary>Which classes may be paused, and at how many texts in a minute one is.</summary>
public static class SurgeRule
{
    /// <summary>Codes, fraud and security never: what they protect is lost while they wait. Nor answers: who writes STOP must hear that he was heard.</summary>
    public static bool MayPause(MessageClass of) => of > MessageClass.Security && of != MessageClass.Reply;

    /// <summary>More texts than this in a minute are a surge. Null: none are.</summary>
    /// <param name="usual">See <see cref="UsualRate.Usual"/>; null: it is not known.</param>
    public static long? MostAMinute(MessageClass of, SurgeLimit limit, int? usual) =>
        MayPause(of) && limit.Times > 0 && usual is { } known ? Math.Max(limit.Least, (long)limit.Times * known) : null;
}
