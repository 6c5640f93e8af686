using System.Text.Json;

namespace Tidings.Server.Compose;

internal static class ComposeWords
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
