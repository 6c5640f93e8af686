namespace Tidings.Smpp.Sessions;

/// <summary>An SMSC asks us to bind. Prints without the password.</summary>
/// <param name="SystemId">The SMSC's name.</param>
/// <param name="Password">The shared secret.</param>
public sealed record OutbindRequest(string SystemId, string Password)
{
    /// <summary>The request without the password.</summary>
    public override string ToString() => SystemId;
}
