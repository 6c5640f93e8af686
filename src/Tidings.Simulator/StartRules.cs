using System.Net;

namespace Tidings.Simulator;

/// <summary>Where a simulator may run at all, and with what.</summary>
internal static class StartRules
{
    static readonly string[] EnvironmentNames = ["TIDINGS_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

    public static void Check(SimulatorOptions options, Func<string, string?> environment)
    {
        CheckEnvironment(nameof(SimulatorOptions.Environment), options.Environment);
        foreach (var name in EnvironmentNames)
            CheckEnvironment(name, environment(name));
        if (!IPAddress.IsLoopback(options.Address))
            throw new SimulatorRefusedException(
                $"The carrier simulator listens on loopback addresses only (127.0.0.1 or ::1), not on {options.Address}. "
                + "It shows every text to whoever can reach it.");
        Range(options.SmppPort, 0, 65_535, nameof(options.SmppPort));
        Range(options.PhonePort ?? 0, 0, 65_535, nameof(options.PhonePort));
        Range(options.InboxCapacity, 1, 1_000_000, nameof(options.InboxCapacity));
        Range(options.InboxPerNumber, 1, 1_000_000, nameof(options.InboxPerNumber));
        Range(options.PduCapacity, 0, 1_000_000, nameof(options.PduCapacity));
        Range(options.MaxConnections, 1, 100_000, nameof(options.MaxConnections));
        Range(options.DeliverWindow, 1, 65_536, nameof(options.DeliverWindow));
        Range(options.MaxWaiting, 1, 100_000_000, nameof(options.MaxWaiting));
        Range(options.DuplicateMemory, 1, 1 << 28, nameof(options.DuplicateMemory));
        Valid(options.Behaviour);
    }

    static void CheckEnvironment(string name, string? value)
    {
        if (string.Equals(value?.Trim(), "Production", StringComparison.OrdinalIgnoreCase))
            throw new SimulatorRefusedException(
                $"{name} is Production, and the carrier simulator would accept texts that reach nobody. "
                + $"Point the server at a real carrier, or set {name} to another environment on a machine that is for trying things out.");
    }

    public static Behaviour Valid(Behaviour behaviour)
    {
        foreach (var (member, wrong) in behaviour.Check())
            throw new ArgumentException($"{member} {wrong[0]}", nameof(behaviour));
        return behaviour;
    }

    static void Range(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");
    }
}
