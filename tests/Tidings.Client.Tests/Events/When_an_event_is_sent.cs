using Tidings.Client.Events;
using Tidings.Client.Messages;

namespace Tidings.Client.Tests.Events;

public sealed class When_an_event_is_sent
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_accepted_once_and_its_message_is_found_again()
    {
        await using var node = await Bank.Node();
        await Bank.Register(node);
        await using var bank = Bank.Of(node);

        var sent = await bank.Tidings.Events.SendAsync(Bank.Payment("E-1"), Cancel);
        Assert.Equal((EventStatus.Accepted, "E-1", "/bank/core"), (sent.Status, sent.Id, sent.Source));
        var id = Assert.Single(sent.Messages);
        var again = await bank.Tidings.Events.SendAsync(Bank.Payment("E-1"), Cancel);
        Assert.Equal(EventStatus.Duplicate, again.Status);
        Assert.Empty(again.Messages);

        var found = await bank.Tidings.Messages.FindAsync(id, Cancel);
        Assert.NotNull(found);
        Assert.Equal((id, "C-0", "A-0", MessageClass.Transaction, MessageState.Queued), (found.Id, found.Customer, found.Account, found.Class, found.State));
        Assert.Equal(("/bank/core", "E-1", "account.transaction.posted"), (found.Event.Source, found.Event.Id, found.Event.Type));
        Assert.NotEmpty(found.Reasons);
        Assert.Equal("stored", found.Timeline[0].Code);
        Assert.NotEqual("", found.Status.WhatToDo);
        Assert.DoesNotContain("7700900100", found.To, StringComparison.Ordinal);
        Assert.Null(await bank.Tidings.Messages.FindAsync("m0000000000000", Cancel));
    }

    [Fact]
    public async Task What_is_wrong_with_it_is_said_by_field_and_nothing_of_it_is_in_the_exceptions_words()
    {
        await using var node = await Bank.Node();
        await using var bank = Bank.Of(node);
        var refused = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Events.SendAsync(Bank.Payment("E-1", 7), Cancel));
        Assert.Equal(("event-refused", 422), (refused.Code, refused.Status));
        var error = Assert.Single(refused.Errors);
        Assert.Equal(("data.account", "unknown-account"), (error.Field, error.Code));
        Assert.NotEqual("", error.Fix);
        Assert.Contains("data.account unknown-account", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("A-7", refused.ToString(), StringComparison.Ordinal);

        var page = await node.Client.GetAsync(refused.Help, Cancel);
        Assert.True(page.IsSuccessStatusCode, refused.Help?.ToString());

        var wrongNumber = new TidingsEvent("/bank/crm", "U-1", new CustomerUpdated { Customer = "C-9", Name = "Grace Park", Phones = ["+44 7700 90012345678"] });
        refused = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Events.SendAsync(wrongNumber, Cancel));
        Assert.Equal(("data.phones[0]", "phone-number"), (refused.Errors[0].Field, refused.Errors[0].Code));
        Assert.DoesNotContain("90012345678", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Grace", $"{refused} {wrongNumber} {wrongNumber.Data}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_opens_nothing_is_told()
    {
        await using var node = await Bank.Node();
        await using var stranger = Bank.At(node.Client.BaseAddress!, "tk_live_wrong");
        var refused = await Assert.ThrowsAsync<TidingsException>(() => stranger.Tidings.Events.SendAsync(Bank.Payment("E-1"), Cancel));
        Assert.Equal(("unauthorized", 401), (refused.Code, refused.Status));
        Assert.DoesNotContain("tk_live_wrong", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_is_registered_and_what_is_cleared_is_gone_and_what_is_left_out_stays()
    {
        await using var node = await Bank.Node();
        await using var bank = Bank.Of(node);
        var registered = new CustomerUpdated
        {
            Customer = "C-5", Name = "Grace Park", Phones = ["+447700900142"], Language = "tr", TimeZone = "Europe/Istanbul", Country = "TR", MarketingOptOut = true,
            QuietHours = new(new(22, 0), new(7, 30)),
            Preferences = [new("low-balance") { Threshold = 250.50m }, new("balance-reported") { Enabled = false, Schedule = new(ScheduleEvery.Week, new(8, 0)) { Day = 1 } }],
        };
        Assert.Equal(EventStatus.Accepted, (await bank.Tidings.Events.SendAsync(new("/bank/crm", "U-1", registered), Cancel)).Status);
        var before = (await node.Send(HttpMethod.Get, "/v1/customers/C-5")).Json;
        Assert.Equal(("tr", "22:00", "07:30"), (before.GetProperty("language").GetString(), before.GetProperty("quietHours").GetProperty("from").GetString(), before.GetProperty("quietHours").GetProperty("until").GetString()));
        Assert.Equal(2, before.GetProperty("preferences").GetArrayLength());

        var changed = new CustomerUpdated { Customer = "C-5", Name = "Grace Park", Phones = ["+447700900142"], Clears = CustomerMembers.QuietHours | CustomerMembers.Preferences };
        await bank.Tidings.Events.SendAsync(new("/bank/crm", "U-2", changed), Cancel);
        var after = (await node.Send(HttpMethod.Get, "/v1/customers/C-5")).Json;
        Assert.Equal("tr", after.GetProperty("language").GetString());
        Assert.False(after.TryGetProperty("quietHours", out var quiet) && quiet.ValueKind == System.Text.Json.JsonValueKind.Object, after.ToString());
        Assert.False(after.TryGetProperty("preferences", out var wishes) && wishes.GetArrayLength() > 0, after.ToString());
    }
}
