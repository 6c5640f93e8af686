using Tidings.Simulator.Smsc;

namespace Tidings.Simulator;

/// <summary>
/// A carrier on this machine: an SMPP 3.4 SMSC on a loopback port and, beside it, the Phone, a web page that shows what it
/// received. A good peer by default and a bad one on command (<see cref="Behaviour"/>). It never sends anything to anyone.
/// </summary>
public sealed partial class SmscSimulator : IAsyncDisposable
{
    readonly Exchange exchange;
    readonly SmscListener listener;
    readonly HashLog? hashLog;

    SmscSimulator(SimulatorOptions options, TimeProvider clock)
    {
        Inbox = new(options, clock);
        hashLog = options.HashLog is { } path ? new(path) : null;
        exchange = new(options, clock, Inbox, hashLog);
        try
        {
            listener = new(exchange, options, clock);
        }
        catch
        {
            exchange.Dispose();
            hashLog?.Dispose();
            throw;
        }
    }

    /// <summary>The port on which SMPP is served.</summary>
    public int SmppPort => listener.Port;

    /// <summary>Where the Phone and the inbox API are; null if they were not asked for.</summary>
    public Uri? PhoneUrl { get; private set; }

    /// <summary>What the phones received.</summary>
    public Inbox Inbox { get; }

    /// <summary>How the carrier behaves from the next submit_sm on.</summary>
    /// <exception cref="ArgumentException">A member is out of its range.</exception>
    public Behaviour Behaviour
    {
        get => exchange.Behaviour;
        set => exchange.Behaviour = StartRules.Valid(value);
    }

    /// <summary>The counters as they are now.</summary>
    public SimulatorStats Stats => exchange.Stats();

    /// <summary>Starts a simulator; its ports accept connections when the task completes.</summary>
    /// <param name="options">How to start it.</param>
    /// <param name="clock">The time that delays and receipts go by.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="SimulatorRefusedException">The environment is Production, or the address is not a loopback address.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The SMPP port is taken.</exception>
    /// <exception cref="IOException">The Phone's port is taken.</exception>
    public static Task<SmscSimulator> StartAsync(SimulatorOptions options, TimeProvider clock, CancellationToken cancellation = default) =>
        StartAsync(options, clock, Environment.GetEnvironmentVariable, cancellation);

    internal static async Task<SmscSimulator> StartAsync(
        SimulatorOptions options, TimeProvider clock, Func<string, string?> environment, CancellationToken cancellation)
    {
        StartRules.Check(options, environment);
        var simulator = new SmscSimulator(options, clock);
        try
        {
            await simulator.OpenPhoneAsync(options, clock, cancellation);
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }
        return simulator;
    }

    /// <summary>Sets what one number does otherwise; null takes it back.</summary>
    /// <param name="number">The phone's number, with or without +.</param>
    /// <param name="rule">What it does.</param>
    /// <returns>False if 1,000 numbers have rules already.</returns>
    public bool SetRule(string number, NumberRule? rule)
    {
        var digits = number.TrimStart('+');
        if (rule is not null)
            return exchange.Rules.Set(digits, rule);
        exchange.Rules.Remove(digits);
        return true;
    }

    /// <summary>Sends a text from a phone to the server.</summary>
    /// <param name="from">The phone's number, with or without +.</param>
    /// <param name="to">The sender that it answers.</param>
    /// <param name="text">At most 1,600 characters.</param>
    /// <returns>False if no bind is there or ever was that could take it.</returns>
    public bool Reply(string from, string to, string text) => exchange.Reply(new(from, to, text), out _);

    /// <summary>Unbinds every peer, closes both ports and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await ClosePhoneAsync();
        await listener.DisposeAsync();
        exchange.Dispose();
        hashLog?.Dispose();
    }
}
