using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Host;

public sealed class When_the_first_key_is_made
{
    [Fact]
    public async Task That_it_was_is_recorded_as_it_is_of_every_other()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var node = await RealNode.Start();
        var key = Assert.Single(await node.Services.GetRequiredService<ApiKeys>().List(cancel));
        var acts = (await node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, cancel)).Select(DocumentActs.Of);
        Assert.Equal(new Act("system", "api-key.changed", $"api-key/{key.Id}/1"), Assert.Single(acts, static act => act.Name.StartsWith("api-key.", StringComparison.Ordinal)));
    }
}
