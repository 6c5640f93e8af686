using System.CommandLine;
using Tidings.Cli.Commands;

var root = new RootCommand("Tidings tells a bank's customers by SMS what just happened to their money.")
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    SmscCommand.Create(),
    ApiKeyCommand.Create(),
    OperatorCommand.Create(),
    KeysCommand.Create(),
    ProposalsCommand.Create(),
    DoctorCommand.Create(),
    CarriersCommand.Create(),
    SendCommand.Create(),
    ExplainCommand.Create(),
    TemplatesCommand.Create(),
    AuditCommand.Create(),
    FraudCommand.Create(),
    BacktestCommand.Create(),
    BenchCommand.Create(),
};
// A node bounds its own end (Node:DrainWithin), and whoever runs it has a bound too: two seconds, which is what the library gives, would cut off one that is busy.
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(10) });
