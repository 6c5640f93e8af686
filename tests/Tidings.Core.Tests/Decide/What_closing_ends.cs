using Tidings.Core.Decide;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide;

public sealed class What_closing_ends
{
    public static TheoryData<MessageClass> Classes => [.. Enum.GetValues<MessageClass>()];

    [Theory, MemberData(nameof(Classes))]
    public void All_that_waits_but_the_answer_to_what_he_wrote_himself(MessageClass of) => Assert.Equal(of != MessageClass.Reply, ClosingReach.EndsWaiting(new()
    {
        Alert = "a", Class = of, Template = "a/en/1", To = new("15005550006"), From = new("BANK"), Text = "t", ValidUntil = Given.Noon, Reasons = [new("policy-must-send", "of a test")],
    }));
}
