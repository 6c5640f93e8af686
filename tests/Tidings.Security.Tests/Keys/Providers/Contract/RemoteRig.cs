namespace Tidings.Security.Tests.Keys.Providers.Contract;

/// <summary>A provider over the network, and its server on this machine.</summary>
public abstract class RemoteRig : KeyProviderRig
{
    private protected abstract LoopbackServer Server { get; }

    public void FallSilent() => Server.Silent = true;

    public void Speak() => Server.Silent = false;

    public void CutNext() => Server.Instead.Enqueue(LoopbackServer.Cut);

    public override async ValueTask GoAway() => await Server.Stop();

    public override async ValueTask ComeBack() => await Server.Start();

    public override async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
