using System.Text.Json;
using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Approval;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Deliver.Watch;

/// <summary>Reads how carriers stand.</summary>
internal sealed class CarrierView(CarrierSet carriers, Outbox outbox)
{
    public CarrierList Now() => new(outbox.Queue.Count, [.. carriers.All.Select(Of)]);

    CarrierAnswer Of(CarrierDelivery carrier)
    {
        var waiting = outbox.Queue.Waiting(carrier.Index);
        return new(
            carrier.Name, StateOf(carrier), [.. carrier.Binds.Select(bind => Of(carrier, bind))],
            Enum.GetValues<MessageClass>().Where(of => waiting[(int)of] > 0).ToDictionary(static of => JsonNamingPolicy.KebabCaseLower.ConvertName(of.ToString()), of => waiting[(int)of]),
            carrier.Stand is { } stand ? [.. stand.Health.All().Select(one => Of(stand, one.Country, one.Sum)).OrderByDescending(static one => one.Accepted)] : [],
            carrier.Options.Kind.ToString().ToLowerInvariant(), carrier.Gate.Proposal, carrier.Options.MakesCalls);
    }

    static BindAnswer Of(CarrierDelivery carrier, string bind) => carrier.Pumps.TryGetValue(bind, out var pump)
        ? new(bind, pump.IsBound, pump.Unanswered, Math.Round(pump.PerSecond, 1))
        : new(bind, false, 0, 0);

    static HealthAnswer Of(CarrierStand stand, byte country, in HealthPart sum) => new(
        stand.Countries[country], sum.Accepted, sum.Delivered, sum.Failed,
        sum.Delivered + sum.Failed == 0 ? null : Math.Round(sum.Delivered / (double)(sum.Delivered + sum.Failed), 3),
        sum.Delivered == 0 ? null : Math.Round(sum.Seconds / sum.Delivered, 1), stand.Health.IsAiling(country),
        sum.Delivered == 0 ? null : Math.Round(sum.Times.Median, 1), sum.Taken == 0 ? null : Math.Round(Math.Min(sum.InTime, sum.Taken) / (double)sum.Taken, 3), WordOf(stand.Health.AilmentIn(country)));

    static string? WordOf(Ailment ailment) => ailment switch
    {
        Ailment.Undelivered => "undelivered",
        Ailment.Silent => "silent",
        _ => null,
    };

    static string StateOf(CarrierDelivery carrier) => carrier.Gate.State switch
    {
        GateState.Waiting => "awaiting-approval",
        GateState.Rejected => "rejected",
        _ => StateOf(carrier.Stand),
    };

    static string StateOf(CarrierStand? stand) => stand?.Breaker.State switch
    {
        null => "alone",
        BreakerState.Closed => "up",
        BreakerState.HalfOpen => "trying",
        _ => "down",
    };
}
