namespace Tidings.Server.Host;

/// <summary>An operator reads what Tidings says; of the frameworks below it, what is wrong.</summary>
internal static class QuietLogs
{
    public static void QuietFrameworks(this ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Http", LogLevel.Warning);
        logging.AddFilter("Orleans", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.Warning);
        // Advice about garbage collection that docs/performance.md answers, and a false alarm at every start.
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
    }
}
