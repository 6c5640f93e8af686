using System.Runtime.CompilerServices;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenTheTableIsShown
{
    [Fact]
    public void The_conformance_page_has_the_rows_that_sessions_obey()
    {
        var page = File.ReadAllLines(Path.Combine(Here(), "../../../docs/smpp-conformance.md"));
        Assert.All(SessionTable.Describe(), row => Assert.Contains(row, page));
    }

    [Theory]
    [InlineData(SessionState.BoundTx, true, false)]
    [InlineData(SessionState.BoundRx, false, true)]
    [InlineData(SessionState.BoundTrx, true, true)]
    [InlineData(SessionState.Open, false, false)]
    [InlineData(SessionState.Unbound, false, false)]
    [InlineData(SessionState.Closed, false, false)]
    public void Messages_go_the_way_of_the_bind(SessionState state, bool toSmsc, bool toEsme)
    {
        Assert.Equal(toSmsc, SessionTable.Allows(state, CommandId.SubmitSm, SessionRole.Esme));
        Assert.Equal(toEsme, SessionTable.Allows(state, CommandId.DeliverSm, SessionRole.Smsc));
        Assert.Equal(toSmsc, SessionTable.Allows(state, CommandId.DataSm, SessionRole.Esme));
        Assert.Equal(toEsme, SessionTable.Allows(state, CommandId.DataSm, SessionRole.Smsc));
        Assert.False(SessionTable.Allows(state, CommandId.SubmitSm, SessionRole.Smsc));
        Assert.False(SessionTable.Allows(state, CommandId.DeliverSm, SessionRole.Esme));
    }

    [Fact]
    public void Every_request_is_in_it()
    {
        foreach (var command in Enum.GetValues<CommandId>().Where(c => !c.IsResponse()))
        {
            Assert.Contains(
                Enum.GetValues<SessionState>(),
                state => SessionTable.Allows(state, command, SessionRole.Esme) || SessionTable.Allows(state, command, SessionRole.Smsc));
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
