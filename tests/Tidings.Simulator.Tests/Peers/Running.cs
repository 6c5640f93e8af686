namespace Tidings.Simulator.Tests.Peers;

/// <summary>Starts simulators on free ports.</summary>
internal static class Running
{
    public static SimulatorOptions Options(Behaviour? behaviour = null) => new()
    {
        SmppPort = 0,
        PhonePort = null,
        FirstMessageId = 0xABCDEF,
        Behaviour = behaviour ?? Prompt,
    };

    /// <summary>A good carrier whose receipts come at once.</summary>
    public static Behaviour Prompt { get; } = new() { ReceiptDelay = TimeSpan.Zero };

    public static Task<SmscSimulator> StartAsync(Behaviour? behaviour = null) => StartAsync(Options(behaviour));

    public static Task<SmscSimulator> StartAsync(SimulatorOptions options, TimeProvider? clock = null) =>
        SmscSimulator.StartAsync(options, clock ?? TimeProvider.System, _ => null, TestContext.Current.CancellationToken);
}
