namespace Tidings.Server.Deliver;

/// <summary>Names of carriers and of their binds: <c>main</c>, <c>main/0</c>.</summary>
internal static class Carriers
{
    /// <summary>The first carrier of an installation; what waits for any of them stands in the store under this name too.</summary>
    public const string Main = "main";

    public static string Bind(string carrier, int number) => $"{carrier}/{number}";

    public static string OfBind(string bind) => bind.LastIndexOf('/') is var slash and >= 0 ? bind[..slash] : bind;

    public static int NumberOf(string bind) => int.Parse(bind.AsSpan(bind.LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture);
}
