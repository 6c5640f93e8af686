using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Core.Decide;

public static class Schedules
{
    public static IReadOnlyList<BankEvent> DueEvents(CustomerState state, DateTimeOffset now) => [];
}
