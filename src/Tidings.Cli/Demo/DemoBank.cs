namespace Tidings.Cli.Demo;

/// <summary>A fictional bank's customers. Their numbers lie in ranges that regulators keep for fiction, where there are such.</summary>
internal static class DemoBank
{
    public const string Name = "Meridian Bank";
    public const string Sender = "Meridian";
    public const string Hotline = "+44 20 7946 0100";

    internal sealed record Person(string Id, string Name, string Phone, string Language, string TimeZone, string Account, string Currency, string Masked);

    /// <summary>The one the README's curl line is about.</summary>
    public static Person First => People[0];

    public static IReadOnlyList<Person> People { get; } =
    [
        new("C-1001", "Ada Jensen", "+447700900101", "en", "Europe/London", "A-1001", "GBP", "**4417"),
        new("C-1002", "Mateo Ruiz", "+34600000102", "es", "Europe/Madrid", "A-1002", "EUR", "**0923"),
        new("C-1003", "Elif Kaya", "+905550000103", "tr", "Europe/Istanbul", "A-1003", "TRY", "**7755"),
        new("C-1004", "Rohan Mehta", "+919000000104", "hi", "Asia/Kolkata", "A-1004", "INR", "**3302"),
        new("C-1005", "Layla Haddad", "+971500000105", "ar", "Asia/Dubai", "A-1005", "AED", "**6120"),
        new("C-1006", "Noah Fischer", "+447700900106", "en", "Europe/Berlin", "A-1006", "EUR", "**2281"),
        new("C-1007", "Grace Tan", "+447700900107", "en", "Asia/Singapore", "A-1007", "SGD", "**9034"),
        new("C-1008", "Lucía Vega", "+34600000108", "es", "America/Mexico_City", "A-1008", "MXN", "**5108"),
    ];
}
