using System.Collections.Frozen;
using System.Text.Json;
using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Pauses;

/// <summary>Classes as addresses and documents write them: <c>one-time-code</c>.</summary>
internal static class ClassWords
{
    static readonly FrozenDictionary<string, MessageClass> ByWord = Enum.GetValues<MessageClass>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    public static string Of(MessageClass of) => JsonNamingPolicy.KebabCaseLower.ConvertName(of.ToString());

    public static bool TryParse(string word, out MessageClass of) => ByWord.TryGetValue(word, out of);
}
