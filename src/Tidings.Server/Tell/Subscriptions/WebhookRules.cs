using System.Net;
using Tidings.Core.Events;
using Tidings.Server.Tell.Send;

namespace Tidings.Server.Tell.Subscriptions;

/// <summary>What a subscription may be. An address that is private by its name alone is told at once; what a name means is looked at with each connection.</summary>
internal sealed class WebhookRules(WebhookSender sender, AddressGuard guard)
{
    const int LongestUrl = 500, LongestDescription = 200;

    public WebhookWish? Read(WebhookAsked asked, List<FieldError> errors)
    {
        var url = Url(asked.Url, errors);
        var events = asked.Events ?? TellEvents.All;
        if (events.Count == 0)
            errors.Add(new("events", FieldCodes.Range, "A subscription to nothing is none.", "Name one at least, or leave the field out for all."));
        else if (events.Any(static one => !TellEvents.All.Contains(one)))
            errors.Add(new("events", FieldCodes.UnknownValue, "One of them is no kind of event.", $"Write some of {string.Join(", ", TellEvents.All)}."));
        var description = asked.Description?.Trim() ?? "";
        if (description.Length > LongestDescription || description.Any(char.IsControl))
            errors.Add(new("description", FieldCodes.TooLong, $"A description has at most {LongestDescription} characters, in one line.", "Make it shorter."));
        return errors.Count > 0 || url is null ? null : new(url, [.. TellEvents.All.Where(events.Contains)], description);
    }

    string? Url(string? text, List<FieldError> errors)
    {
        FieldError? wrong = text switch
        {
            null => new("url", FieldCodes.Missing, "It is missing.", "Say where webhooks are posted to."),
            { Length: > LongestUrl } => new("url", FieldCodes.TooLong, $"It has more than {LongestUrl} characters.", "Make it shorter."),
            _ when !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Fragment.Length > 0 || url.HostNameType == UriHostNameType.Unknown =>
                new("url", FieldCodes.Format, "It is not an address without a user and a fragment.", "Write https://, a host and a path."),
            _ when !sender.Takes(new(text)) => new("url", FieldCodes.UnknownValue, "Webhooks go to https alone.", "Write https://."),
            _ when IPAddress.TryParse(new Uri(text).DnsSafeHost, out var literal) && !guard.Allows(literal) =>
                new("url", FieldCodes.UnknownValue, "It is in a network that webhooks may not go to.", "See Webhooks:AllowedNetworks in docs/configuration.md."),
            _ => null,
        };
        if (wrong is null)
            return new Uri(text!).AbsoluteUri;
        errors.Add(wrong);
        return null;
    }
}
