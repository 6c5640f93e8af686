using System.Globalization;
using System.Text;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite;

namespace Tidings.Cli.Bench.Chaos;

/// <summary>What became of some messages, attempt by attempt and with the bind that each went by: read beside the node, which tells people no binds. A run that fails explains itself so.</summary>
internal static class Fates
{
    /// <summary>So many are told of, of each kind.</summary>
    public const int Most = 5;

    public static async Task Print(string data, string state, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return;
        await using var store = SqliteStore.Create(new() { Directory = data, LookOnly = true }, TimeProvider.System);
        await store.Open(0, cancel);
        foreach (var id in ids.Take(Most))
        {
            if (MessageId.TryParse(id, out var message) && await store.ReadMessage(message, cancel) is { } facts)
                await Console.Out.WriteLineAsync(Line(state, message, facts));
        }
    }

    /// <summary>Times are seconds since it was stored.</summary>
    static string Line(string state, MessageId id, MessageFacts facts)
    {
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{state}: {id} {(MessageClass)facts.Row.Class} stored {id.At:HH:mm:ss.fff}");
        foreach (var row in facts.Submissions)
            line.Append(CultureInfo.InvariantCulture, $"; +{(row.At - id.At).TotalSeconds:0.000} {row.Bind} {row.Result} {row.Status}");
        foreach (var row in facts.Receipts)
            line.Append(CultureInfo.InvariantCulture, $"; +{(row.At - id.At).TotalSeconds:0.000} receipt {row.State}");
        return line.ToString();
    }
}
