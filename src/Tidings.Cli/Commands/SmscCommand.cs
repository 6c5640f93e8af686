using System.CommandLine;
using System.Net.Sockets;
using Tidings.Cli.Bench;
using Tidings.Cli.Bench.Verify;
using Tidings.Simulator;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings smsc</c>: the carrier simulator and the Phone, by themselves.</summary>
internal static class SmscCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "SMPP port; 0: any free one", DefaultValueFactory = static _ => 2775 };
        var phone = new Option<int>("--phone-port") { Description = "Port of the Phone and the inbox API; 0: any free one, -1: neither", DefaultValueFactory = static _ => 2780 };
        var systemId = new Option<string?>("--system-id") { Description = "The one system_id that may bind (default: any)" };
        var password = new Option<string?>("--password") { Description = "The password that binds must give (default: any)" };
        var environment = new Option<string?>("--environment") { Description = "The environment's name; in Production it does not start" };
        var sink = new Option<bool>("--sink") { Description = "Keep nothing but counters, for benchmarks" };
        var receiptDelay = new Option<int>("--receipt-delay-ms") { Description = "How long a receipt takes, in ms", DefaultValueFactory = static _ => (int)new Behaviour().ReceiptDelay.TotalMilliseconds };
        var noReceipts = new Option<bool>("--no-receipts") { Description = "Send no receipts" };
        var submitLog = new Option<string?>("--submit-log") { Description = "Write 16 bytes a message (destination, time in µs) to this file" };
        var tellCodes = new Option<bool>("--tell-codes") { Description = "For `bench verify`: a line for each code that arrives", Hidden = true };
        var hashLog = new Option<string?>("--hash-log") { Description = "Append 16 bytes a message (identity, time in µs) to this file" };
        var command = new Command("smsc", "Runs the carrier simulator and the Phone (loopback only, never in Production)") { port, phone, systemId, password, environment, sink, receiptDelay, noReceipts, hashLog, submitLog, tellCodes };
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                using var log = parsed.GetValue(submitLog) is { } path ? new SubmitLog(path, TimeProvider.System) : null;
                var options = new SimulatorOptions
                {
                    SmppPort = parsed.GetValue(port),
                    PhonePort = parsed.GetValue(phone) is >= 0 and var p ? p : null,
                    SystemId = parsed.GetValue(systemId),
                    Password = parsed.GetValue(password),
                    Environment = parsed.GetValue(environment),
                    Sink = parsed.GetValue(sink),
                    Observer = parsed.GetValue(tellCodes) ? new CodeLines() : log,
                    HashLog = parsed.GetValue(hashLog),
                    Behaviour = new()
                    {
                        Receipts = parsed.GetValue(noReceipts) ? ReceiptMode.None : ReceiptMode.Auto,
                        ReceiptDelay = TimeSpan.FromMilliseconds(parsed.GetValue(receiptDelay)),
                    },
                };
                await using var simulator = await SmscSimulator.StartAsync(options, TimeProvider.System, cancel);
                Console.WriteLine($"SMPP 127.0.0.1:{simulator.SmppPort}");
                Console.WriteLine($"Phone {simulator.PhoneUrl}");
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel).ContinueWith(static _ => { }, TaskScheduler.Default);
                return 0;
            }
            catch (Exception refused) when (refused is SimulatorRefusedException or ArgumentException or SocketException or IOException)
            {
                // A taken port, an option out of its range, or Production: what to do is in the message.
                Console.Error.WriteLine($"The carrier simulator does not start: {refused.Message}");
                return 1;
            }
        });
        return command;
    }
}
