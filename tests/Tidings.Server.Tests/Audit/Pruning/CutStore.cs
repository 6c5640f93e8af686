using System.Reflection;
using Tidings.Core.Ports;

namespace Tidings.Server.Tests.Audit.Pruning;

/// <summary>A store that takes so many units more and then none, as one whose process is killed.</summary>
public class CutStore : DispatchProxy
{
    IStore _inner = null!;
    int _left = int.MaxValue;
    string? _kind;

    public static IStore Over(IStore inner, int units)
    {
        var cut = Create<IStore, CutStore>();
        ((CutStore)cut)._inner = inner;
        ((CutStore)cut)._left = units;
        return cut;
    }

    /// <summary>It takes all but a unit with a document of this kind.</summary>
    public static IStore Over(IStore inner, string kind)
    {
        var cut = Create<IStore, CutStore>();
        ((CutStore)cut)._inner = inner;
        ((CutStore)cut)._kind = kind;
        return cut;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IStore.Commit) && (--_left < 0 || ((CommitUnit)args![0]!).Documents.Any(row => row.Kind == _kind)))
            throw new StoreUnavailableException("It is cut off.", new IOException());
        return targetMethod.Invoke(_inner, args);
    }
}
