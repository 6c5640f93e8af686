using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Server.Decide.Fraud;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Tests.Track.Replies;
using static Tidings.Server.Tests.Decide.Fraud.SeekingNode;

namespace Tidings.Server.Tests.Decide.Fraud;

/// <summary>What was said of payments on the phone and by a person, for the next training.</summary>
public sealed class When_labels_are_read_back
{
    static async Task<string[]> Labels(ToldNode told) =>
        [.. (await StoredLabels.Read(told.Node.Services.GetRequiredService<IStore>(), TestContext.Current.CancellationToken)).Select(static label => $"{label.Id} {(label.Fraud ? "fraud" : "genuine")}")];

    [Fact]
    public async Task The_last_word_on_each_payment_counts_and_what_nobody_spoke_of_has_none()
    {
        await using var told = await Seeking();
        await told.Register("C-1");
        await told.Register("C-2", "+447700900102");
        await told.Register("C-3", "+447700900103");
        var (ada, bo, cyd) = (new Handset(told, "447700900101"), new Handset(told, "447700900102"), new Handset(told, "447700900103"));
        await Decision(told, "quiet", "C-2", 20);
        Assert.Empty(await Labels(told));

        var denied = (await Decision(told, "denied", "C-1", 950)).GetProperty("question").GetString()!;
        await Text(ada, "Was this you?");
        // Of the same question: nobody asks about it by itself, and NO means it too.
        await Decision(told, "gathered", "C-1", 960);
        await ada.Write("NO");
        await Text(ada, "was not you");
        await Decision(told, "confirmed", "C-2", 950, "T-OTHER");
        await Text(bo, "Was this you?");
        await bo.Write("YES");
        await Text(bo, "was you");
        Assert.Equal(["confirmed genuine", "denied fraud", "gathered fraud"], (await Labels(told)).Order());

        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, $"/v1/fraud/cases/{denied}/decide", body: """{"verdict":"genuine","why":"He called and remembers both"}""")).Status);
        Assert.Equal(["confirmed genuine", "denied genuine", "gathered genuine"], (await Labels(told)).Order());

        // Nothing is left of who was erased.
        await Decision(told, "gone", "C-3", 950, "T-99");
        await Text(cyd, "Was this you?");
        await cyd.Write("NO");
        await Text(cyd, "was not you");
        Assert.Contains("gone fraud", await Labels(told));
        Assert.Equal(204, (await told.Node.Send(HttpMethod.Delete, "/v1/customers/C-3")).Status);
        Assert.Equal(["confirmed genuine", "denied genuine", "gathered genuine"], (await Labels(told)).Order());
    }
}
