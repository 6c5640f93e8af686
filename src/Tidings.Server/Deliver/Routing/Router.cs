using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Deliver.Routing;

/// <summary>Gives each text a carrier when it may leave: its route, and how the carriers stand at that moment. There is none where there is one carrier.</summary>
internal sealed class Router(RouteBook book, IReadOnlyList<string> names, IReadOnlyList<CarrierStand> stands, CountryIndex countries,
    IReadOnlyDictionary<MessageClass, TimeSpan> receiptWithin, IReadOnlyDictionary<MessageClass, TimeSpan> waitAtMost)
{
    public IReadOnlyList<CarrierStand> Stands => stands;
    public CountryIndex Countries => countries;

    /// <summary>Classes that do not wait long for a carrier while another is idle, the more urgent first.</summary>
    public IReadOnlyList<MessageClass> Hurried { get; } = [.. waitAtMost.Keys.Order()];

    public bool IsHurried(MessageClass of) => waitAtMost.ContainsKey(of);

    /// <summary>The shortest time that one of them waits; null: there are none.</summary>
    public TimeSpan? Shortest { get; } = waitAtMost.Count == 0 ? null : waitAtMost.Values.Min();

    /// <summary>It has stood in line for longer than its class should.</summary>
    public bool IsLate(Outgoing message, TimeProvider time) => time.GetElapsedTime(message.InLineSince) >= waitAtMost[message.Message.Class];

    /// <summary>A carrier that is well may take a text out of another one's line.</summary>
    public bool MayTake(Outgoing message, int carrier) => message.Accepted == 0 && !message.Spent.Has(carrier) && !message.Avoid.Has(carrier)
        && stands[carrier].Breaker.State == BreakerState.Closed && CourseOf(message.Message).Order.AsSpan().Contains((byte)carrier);

    /// <summary>By class: after how long without a receipt a text goes by the next carrier too.</summary>
    public IReadOnlyDictionary<MessageClass, TimeSpan> ReceiptWithin => receiptWithin;

    /// <summary>The position of the carrier that has this bind; −1: it is configured no more.</summary>
    public int IndexOf(string bind)
    {
        var name = bind.AsSpan(0, Math.Max(0, bind.LastIndexOf('/')));
        for (var i = 0; i < names.Count; i++)
        {
            if (name.SequenceEqual(names[i]))
                return i;
        }
        return -1;
    }

    /// <summary>Called under the queue's lock. A text of which a carrier has a part stays with it: the phone joins parts of one carrier only.</summary>
    public int Choose(Outgoing message)
    {
        if (message.Accepted != 0)
            return message.Via;
        var course = CourseOf(message.Message);
        if (course.Order.Length == 1)
            return course.Order[0];
        Span<Standing> standings = stackalloc Standing[stands.Count];
        // A code tries no carrier that may still be ill, where another takes it, unless nothing else comes that could.
        var country = countries.Of(course.Country);
        Stand(standings, course, country, reluctant: message.Message.Class == MessageClass.OneTimeCode);
        var chosen = CarrierChoice.Of(course.Order, standings, message.Spent, message.Avoid);
        if (!IsUrgent(message.Message.Class) && Tried(message, course, standings, country, chosen) is { } tried)
            return tried;
        if (standings[chosen].Breaker == BreakerState.HalfOpen)
            stands[chosen].Breaker.TakeProbe();
        return chosen;
    }

    /// <summary>A carrier refused a text for now, or did not answer: others go first. True: one takes it at once.</summary>
    public bool Avoid(Outgoing message, int carrier)
    {
        message.Avoid = message.Avoid.With(carrier);
        if (message.Accepted != 0)
            return false;
        foreach (var other in CourseOf(message.Message).Order)
        {
            if (!message.Avoid.Has(other) && !message.Spent.Has(other) && stands[other].Breaker.State == BreakerState.Closed)
                return true;
        }
        // All have: it begins anew after its pause, with those that it has not just come from.
        message.Avoid = default(CarrierMask).With(carrier);
        return false;
    }

    /// <summary>A carrier refused a text for good. True: there is another that has not.</summary>
    public bool Spend(Outgoing message, int carrier)
    {
        if (message.Accepted != 0)
            return false;
        message.Spent = message.Spent.With(carrier);
        return CourseOf(message.Message).HasOther(message.Spent);
    }

    public bool HasOther(Message message, CarrierMask tried) => CourseOf(message).HasOther(tried);

    /// <summary>Its breaker is open: nothing leaves by it for now.</summary>
    public bool IsOpen(int carrier) => stands[carrier].Breaker.State == BreakerState.Open;

    public bool TakesNone(int carrier) => stands[carrier].Breaker.State != BreakerState.Closed;

    public byte CountryOf(Message message) => countries.Of(CourseOf(message).Country);

    Course CourseOf(Message message) => book.Of(message.To, message.Class, message.Channel);

    /// <summary>What is lost or late by a trial costs most there.</summary>
    bool IsUrgent(MessageClass of) => of is MessageClass.OneTimeCode or MessageClass.Fraud || IsHurried(of);

    /// <summary>One that ails or is slow, and would have been preferred, gets a text from time to time: how else would it be known that it is well again.</summary>
    int? Tried(Outgoing message, Course course, ReadOnlySpan<Standing> standings, byte country, int chosen)
    {
        foreach (var carrier in course.Order)
        {
            if (carrier == chosen)
                return null;
            if (standings[carrier] is { Breaker: BreakerState.Closed } standing && (standing.Ailing || standing.Slow)
                && !message.Spent.Has(carrier) && !message.Avoid.Has(carrier) && stands[carrier].Health.IsTurn(country))
                return carrier;
        }
        return null;
    }

    void Stand(Span<Standing> standings, Course course, byte country, bool reluctant)
    {
        var quickest = double.PositiveInfinity;
        foreach (var carrier in course.Order)
        {
            if (stands[carrier].Breaker.State == BreakerState.Closed && !stands[carrier].Health.IsAiling(country) && stands[carrier].Health.MedianIn(country) is var median && median < quickest)
                quickest = median;
        }
        for (var i = 0; i < standings.Length; i++)
        {
            var (breaker, health) = (stands[i].Breaker, stands[i].Health);
            standings[i] = new(breaker.State, breaker.HasProbe(reluctant), health.IsAiling(country), health.IsSlow(country, quickest));
        }
    }
}
