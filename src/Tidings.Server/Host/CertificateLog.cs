using Tidings.Security.Transit;

namespace Tidings.Server.Host;

internal static partial class CertificateLog
{
    public static void Tell(ILogger log, CertificateChange change)
    {
        if (change.News == CertificateNews.Broken)
            Broken(log, change.Problem!);
        else if (change.News == CertificateNews.Replaced)
            Replaced(log, change.File);
    }

    [LoggerMessage(1151, LogLevel.Information, "{File} was replaced; its new content counts from the next handshake on")]
    static partial void Replaced(ILogger log, string file);

    [LoggerMessage(1152, LogLevel.Error, "{Problem} What was read before goes on serving, if there was any")]
    static partial void Broken(ILogger log, string problem);

    [LoggerMessage(1153, LogLevel.Warning, "The certificate \"{Certificate}\" ends in {Days} days, at {End}")]
    public static partial void EndsSoon(ILogger log, string certificate, int days, DateTimeOffset end);

    [LoggerMessage(1154, LogLevel.Error, "The certificate \"{Certificate}\" has ended at {End}")]
    public static partial void Ended(ILogger log, string certificate, DateTimeOffset end);
}
