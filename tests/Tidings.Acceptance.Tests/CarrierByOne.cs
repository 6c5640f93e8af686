namespace Tidings.Acceptance.Tests;

/// <summary>For nodes as in Production: all that needs two persons there but the carrier, which is in force at once.</summary>
internal static class CarrierByOne
{
    public static string[] Settings { get; } =
    [
        .. ((string[])["template", "alert", "policy-pack", "settings", "keywords", "purposes", "fraud-rules", "fraud-model", "api-key", "operator", "installation-key", "customer-erasure", "passkey", "webhook"])
            .Select(static (kind, at) => $"--Access:TwoPersons:{at}={kind}"),
    ];
}
