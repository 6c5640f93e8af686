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
    SendCommand.Create(),
    AuditCommand.Create(),
    BenchCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
