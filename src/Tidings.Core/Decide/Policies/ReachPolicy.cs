using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>Whether a text may leave for a number, by how far its event's texts may go.</summary>
internal static class ReachPolicy
{
    static readonly Reason TestKey = new("test-key", "the event came with a test key, and the carrier is not a simulator");
    static readonly Reason TeamKey = new("team-key", "the event came with a team key, and the number is not one of the team's");

    /// <param name="bank">Null: no team is known.</param>
    /// <returns>Null: it may leave. Otherwise why not.</returns>
    public static Reason? Refuse(Reach reach, Msisdn to, BankSettings? bank, bool carrierIsSimulator) => reach switch
    {
        Reach.Live => null,
        Reach.Test => carrierIsSimulator ? null : TestKey,
        // Whatever is not known goes nowhere but to the team.
        _ => bank?.TeamNumbers.Contains(to) == true ? null : TeamKey,
    };

    /// <summary>A test must not leave balances and thresholds behind by which live texts are decided.</summary>
    public static bool Remembers(Reach reach, bool carrierIsSimulator) => reach != Reach.Test || carrierIsSimulator;
}
