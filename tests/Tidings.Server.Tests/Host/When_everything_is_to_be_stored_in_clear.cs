using Microsoft.Extensions.Options;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

public sealed class When_everything_is_to_be_stored_in_clear
{
    static Exception? Start(string environment) => Record.Exception(() => TidingsServer.Create(["--Keys:Seal=false", $"--environment={environment}"]));

    [Fact]
    public void It_is_refused_but_for_a_bench_that_is_no_production()
    {
        Environment.SetEnvironmentVariable(SealedStoreSetup.BenchVariable, null);
        Assert.IsType<OptionsValidationException>(Start("Development"));
        Environment.SetEnvironmentVariable(SealedStoreSetup.BenchVariable, "1");
        try
        {
            Assert.IsType<OptionsValidationException>(Start("Production"));
            Assert.Null(Start("Development"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(SealedStoreSetup.BenchVariable, null);
        }
    }
}
