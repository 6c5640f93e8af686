using Tidings.Client.Authenticators;
using Tidings.Client.Calls;
using Tidings.Client.Events;
using Tidings.Client.Messages;
using Tidings.Client.Verifications;

namespace Tidings.Client;

/// <summary>A node of Tidings, as the bank's programs see it. Safe for many threads at once.</summary>
public sealed class TidingsClient
{
    internal TidingsClient(HttpClient http, TidingsOptions options, TimeProvider time)
    {
        var calls = new NodeCalls(http, time);
        Events = new(calls, options, time);
        Messages = new(calls);
        Verifications = new(calls);
        Authenticators = new(calls);
    }

    /// <summary>Tells the node what has happened.</summary>
    public EventsClient Events { get; }

    /// <summary>Asks what became of texts.</summary>
    public MessagesClient Messages { get; }

    /// <summary>Sends customers codes, and has checked what they typed.</summary>
    public VerificationsClient Verifications { get; }

    /// <summary>Enrols and removes what customers prove themselves by besides texts.</summary>
    public AuthenticatorsClient Authenticators { get; }
}
