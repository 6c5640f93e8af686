using Tidings.Security.Keys;

namespace Tidings.Security.Tests.Keys.Providers.Contract;

/// <summary>What the contract suite needs of a provider's outside: to open it, to take it away, and what must never be told.</summary>
public abstract class KeyProviderRig : IAsyncDisposable
{
    /// <summary>Calls are given up after this long, in the tests as elsewhere by the system's clock: nothing waits for it but what is meant to.</summary>
    protected static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Null: this machine has what the provider needs. Otherwise what it lacks, and the tests are skipped with these words.</summary>
    public virtual string? Lacks => null;

    public abstract ValueTask<IKeyProvider> Open();

    /// <summary>Nobody is there.</summary>
    public abstract ValueTask GoAway();

    public abstract ValueTask ComeBack();

    /// <summary>Words that may be in no exception: tokens, PINs, passphrases.</summary>
    public abstract IReadOnlyList<string> Secrets { get; }

    public abstract ValueTask DisposeAsync();
}
