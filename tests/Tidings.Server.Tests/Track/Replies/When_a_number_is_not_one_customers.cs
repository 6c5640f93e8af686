using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Messages;
using Tidings.Core.Track;
using Tidings.Server.Tests.Audit;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Track;

namespace Tidings.Server.Tests.Track.Replies;

public sealed class When_a_number_is_not_one_customers
{
    const string Phone = "447700900101";

    static string? Of(JsonElement reply, string member) => reply.GetProperty(member).GetString();

    /// <summary>The phone of two customers, of whom C-2 was texted last.</summary>
    static async Task<Handset> Shared(ToldNode told)
    {
        await told.Register("C-1");
        await told.Register("C-2");
        var phone = new Handset(told, Phone);
        await told.Pay("C-1", "E-1");
        await phone.Next();
        await told.Pay("C-2", "E-2");
        await phone.Next();
        return phone;
    }

    [Fact]
    public async Task Stop_acts_for_all_who_share_it_and_other_words_for_the_one_texted_last()
    {
        await using var told = await ToldNode.Start();
        var phone = await Shared(told);
        await phone.Write("help");
        Assert.Equal("C-2", Of(Assert.Single(await phone.Recorded()), "customer"));
        await phone.Next();
        await phone.Write("STOP");
        Assert.Contains("This holds for all customers with this number.", (await phone.Next()).Text, StringComparison.Ordinal);
        var stopped = await Handset.Recorded(told, $$"""{"number":"{{Phone}}","meaning":"stop"}""");
        Assert.Equal(["C-1", "C-2"], stopped.Select(static reply => Of(reply, "customer")).Order());
        Assert.Equal("shared-number", Of(stopped.Single(static reply => reply.GetProperty("answer").ValueKind == JsonValueKind.Null).GetProperty("notAnswered"), "code"));
    }

    [Fact]
    public async Task Yes_and_no_are_told_to_all_who_share_it()
    {
        await using var told = await ToldNode.Start();
        var phone = await Shared(told);
        // Who was asked about a payment need not be the one texted last.
        await phone.Write("no, not me");
        Assert.Equal(["C-1", "C-2"], (await phone.Recorded()).Select(static reply => Of(reply, "customer")).Order());
    }

    [Fact]
    public async Task Whom_nothing_was_sent_to_is_known_by_his_profile_also_after_a_restart_and_where_the_index_was_lost()
    {
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var phone = new Handset(told, Phone);
        // Which asks for no answer: nothing is sent to him still.
        await phone.Write("thanks");
        Assert.Equal("C-1", Of(Assert.Single(await phone.Recorded()), "customer"));
        await told.Node.Stop();
        AuditedNode.Sql(told.Node.Folder, "DELETE FROM lookup");
        told.Node = await RealNode.Start(told.Node.Folder, static _ => { }, told.Settings);
        await phone.Write("info");
        Assert.Equal(["C-1", "C-1"], (await phone.Recorded()).Select(static reply => Of(reply, "customer")));
        // Another has the number now.
        await told.Register("C-1", "+447700900102");
        await told.Register("C-2");
        await phone.Write("help");
        Assert.Equal("C-2", Of((await phone.Recorded())[0], "customer"));
    }

    [Fact]
    public async Task Stop_acts_also_for_one_who_was_texted_less_than_another_who_shares_it()
    {
        await using var told = await ToldNode.Start();
        var phone = await Shared(told);
        // As if more had gone to the other since than is looked at.
        var lookups = told.Node.Services.GetRequiredService<Lookups>();
        var newest = MessageId.First(TimeProvider.System.GetUtcNow().AddMinutes(1), 0).Value;
        for (var i = 0; i < 100; i++)
            lookups.Add(LookupKey.OfNumber(new(Phone)), new(newest + i), 0);
        await phone.Write("STOP");
        Assert.Equal(["C-1", "C-2"], (await phone.Recorded()).Select(static reply => Of(reply, "customer")).Order());
    }

    [Fact]
    public async Task An_unknown_one_is_recorded_under_no_customer_answered_once_and_changes_nothing()
    {
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        await told.Pay("C-1", "E-1");
        var stranger = new Handset(told, "447700900777");
        await stranger.Write("arrêt");
        Assert.StartsWith("Your bank: Nous n'envoyons pas de messages à ce numéro", (await stranger.Next()).Text, StringComparison.Ordinal);
        await stranger.Write("stop");
        var replies = await stranger.Recorded();
        Assert.Equal((2, JsonValueKind.Null), (replies.Length, replies[0].GetProperty("customer").ValueKind));
        Assert.Equal("answered-today", Of(replies[0].GetProperty("notAnswered"), "code"));
        Assert.DoesNotContain("447700900777", told.Node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_answers_every_text_by_itself_is_answered_once()
    {
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var phone = new Handset(told, Phone);
        Assert.True(told.Smsc.SetRule(Phone, new() { AutoReply = "I am driving" }));
        await told.Pay("C-1", "E-1");
        await phone.Next();
        Assert.StartsWith("Your bank: We did not understand your text.", (await phone.Next()).Text, StringComparison.Ordinal);
        while (told.Smsc.Stats is { Waiting: > 0 } or { RepliesAcknowledged: < 2 })
            await Task.Yield();
        // The second is the same text within ten minutes, and another would not be answered either.
        Assert.Single(await phone.Recorded());
        Assert.Equal(2, told.Smsc.Inbox.Texts(Phone).Count);
    }

    [Fact]
    public async Task One_that_was_given_up_does_not_write_for_its_old_owner()
    {
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var phone = new Handset(told, Phone);
        await told.Pay("C-1", "E-1");
        await phone.Next();
        // Whoever has the number in the days after is taken for its owner, so that a reply on its way is not lost.
        await told.Register("C-1", "+447700900102");
        await phone.Write("help");
        Assert.Equal("C-1", Of(Assert.Single(await phone.Recorded()), "customer"));
        await told.Register("C-2");
        await told.Pay("C-2", "E-2");
        await phone.Write("info");
        Assert.Equal("C-2", Of((await phone.Recorded())[0], "customer"));
    }

    [Fact]
    public async Task A_foreign_text_is_an_act_of_which_there_is_one_an_hour()
    {
        await using var told = await ToldNode.Start();
        var phone = new Handset(told, Phone);
        for (var i = 0; i < 5; i++)
            await phone.Write($"STOP {i}", "OTHERBANK");
        Assert.Empty(await phone.Recorded());
        JsonElement[] acts;
        do
            acts = [.. (await told.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Json.GetProperty("acts").EnumerateArray().Where(static act => act.GetRawText().Contains("reply.foreign", StringComparison.Ordinal))];
        while (acts.Length == 0);
        Assert.Contains("carrier/main/destination", Assert.Single(acts).GetRawText(), StringComparison.Ordinal);
    }
}
