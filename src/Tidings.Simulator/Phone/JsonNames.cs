using System.Text.Json;

namespace Tidings.Simulator.Phone;

/// <summary>Statuses by the names that JSON gives them.</summary>
internal static class JsonNames
{
    static readonly Dictionary<SmscStatus, string> Statuses = Enum.GetValues<SmscStatus>()
        .ToDictionary(status => status, status => JsonSerializer.Serialize(status).Trim('"'));

    public static string Of(SmscStatus status) => Statuses[status];
}
