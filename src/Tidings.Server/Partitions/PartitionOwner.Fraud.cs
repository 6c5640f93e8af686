using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Questions;

namespace Tidings.Server.Partitions;

/// <summary>What is answered to whoever asks about a payment before he books it, and how a question stands.</summary>
internal sealed partial class PartitionOwner
{
    static PaymentAdvice AdviceOf(FraudAnswer judged, CustomerState state)
    {
        var row = judged.Question is { } key && state.Fraud?.Find(key) is { } question ? question.Row : default;
        return new(judged.Judged.Points, judged.Judged.Advice, [.. judged.Judged.Reasons.Select(static reason => reason.Words)], row, judged.Question ?? 0);
    }

    /// <summary>As it stood when it was asked for, once that is durable. Null: there is none.</summary>
    /// <exception cref="StateUnreadableException">What is stored of him does not open, or this owner is at its end.</exception>
    public async ValueTask<FraudQuestion?> ReadQuestion(string customer, ulong key)
    {
        while (!await _states.Load([customer]))
            ;
        if (Broken || _states.IsUnreadable(customer))
            throw new StateUnreadableException();
        var resident = _states.Use(customer);
        var (found, last) = (resident.State.Fraud?.Find(key), resident.Last);
        await Durable(last);
        return found;
    }
}
