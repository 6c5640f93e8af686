using Tidings.Security.Keys;

namespace Tidings.Server.Audit;

/// <summary>How acts name customers: by their tokens, which open nothing. When a customer is erased, nobody knows whose it was.</summary>
internal static class ActSubjects
{
    public const string Token = "customer-token/";

    /// <param name="ring">Null: nothing is sealed here, and nobody is named.</param>
    /// <returns>Who has no key of his own is <c>customer/unknown</c>.</returns>
    public static async ValueTask<string> Customer(KeyRing? ring, string id, CancellationToken cancel) =>
        ring is not null && await ring.TokenOfCustomer(id, cancel) is { } token ? Token + token : "customer/unknown";
}
