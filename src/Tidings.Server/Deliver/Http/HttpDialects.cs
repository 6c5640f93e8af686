using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Http;

/// <summary>The dialects by kind.</summary>
internal static class HttpDialects
{
    /// <returns>Null: the carrier speaks SMPP.</returns>
    public static IHttpDialect? Of(string carrier, CarrierOptions options, TimeProvider time) => options.Kind switch
    {
        CarrierKind.Smpp => null,
        CarrierKind.Twilio => new Twilio.TwilioDialect(new(carrier, options.Http)),
        CarrierKind.Vonage => new Vonage.VonageDialect(new(carrier, options.Http), time),
        CarrierKind.Infobip => new Infobip.InfobipDialect(new(carrier, options.Http)),
        CarrierKind.Http => new Described.DescribedDialect(new(carrier, options.Http)),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, null),
    };
}
