namespace Tidings.Server.Deliver;

/// <summary>Names of carriers.</summary>
internal static class Carriers
{
    /// <summary>The one carrier of an installation.</summary>
    public const string Main = "main";
}
