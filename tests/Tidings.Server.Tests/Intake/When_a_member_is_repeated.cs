using Tidings.Core.Events;

namespace Tidings.Server.Tests.Intake;

public sealed class When_a_member_is_repeated
{
    [Fact]
    public async Task It_is_told_each_time_and_read_once()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One(
            $$"""{"specversion":"1.0","id":"1","source":"/b","type":"{{EventTypes.ContactChanged}}","data":{"customer":"C-1","contact":"phone","newPhone":"x1","newPhone":"x2","newPhone":"x3"} }""");
        Assert.Equal([("data.newPhone", FieldCodes.PhoneNumber), ("data.newPhone", FieldCodes.Repeated), ("data.newPhone", FieldCodes.Repeated)], answer.Errors);
    }

    [Fact]
    public async Task In_a_small_object_likewise()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Put("/v1/customers/C-1", """{"name":"Ada","phones":["+15005550006"],"quietHours":{"from":"x","until":"07:00","from":"y"}}""");
        Assert.Equal([("quietHours.from", FieldCodes.Format), ("quietHours.from", FieldCodes.Repeated)], answer.Errors);
    }
}
