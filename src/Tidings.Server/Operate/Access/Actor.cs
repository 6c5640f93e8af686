namespace Tidings.Server.Operate.Access;

/// <summary>Who acts in a request, as the audit log names him: the id of the key that opened the door.</summary>
internal static class Actor
{
    static readonly object Key = new();

    /// <summary>Acts that no request asked for: the first key, work of the node itself.</summary>
    public const string Node = "node";

    public static void Set(HttpContext http, string actor) => http.Items[Key] = actor;

    public static string Of(HttpContext http) => http.Items[Key] as string ?? Node;
}
