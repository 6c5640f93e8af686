using System.Reflection;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Tests.Deliver;

/// <summary>The real store; what a test wants happens between the reading of a message and whatever is done with it.</summary>
public class BetweenReads : DispatchProxy
{
    IStore _store = null!;

    /// <summary>Done once, after the first message was read.</summary>
    public Func<Task>? Once { get; set; }

    /// <summary>The messages that were read.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<MessageId> Read { get; } = [];

    /// <summary>Whatever was asked of the store, by name.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Asked { get; } = [];

    public static (IStore Store, BetweenReads Reads) Around(IStore store)
    {
        var around = Create<IStore, BetweenReads>();
        var reads = (BetweenReads)(object)around;
        reads._store = store;
        return (around, reads);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Asked.Enqueue(targetMethod!.Name);
        return targetMethod.Name == nameof(IStore.ReadMessage)
            ? new ValueTask<MessageFacts?>(ReadMessage((MessageId)args![0]!, (CancellationToken)args[1]!))
            : targetMethod.Invoke(_store, args);
    }

    async Task<MessageFacts?> ReadMessage(MessageId id, CancellationToken cancel)
    {
        var facts = await _store.ReadMessage(id, cancel);
        Read.Enqueue(id);
        if (Once is { } once)
        {
            Once = null;
            await once();
        }
        return facts;
    }
}
