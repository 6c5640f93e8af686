using Tidings.Acceptance.Tests.AtRest;

namespace Tidings.Acceptance.Tests;

/// <summary>
/// A node fails and the runtime writes a core of it. Ida is a customer all the time; Quill is erased.
/// </summary>
public sealed class When_a_core_is_searched : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-core-");
    readonly MarkedCustomer _ida = new("C-IDA", "447700900741", "Wolframina Daylight", "HELIOTROPE BISCUITS");
    readonly MarkedCustomer _quill = new("C-QUILL", "447700900742", "Quillfeather Nightshade", "ZEPHYRINE BOOKBARN");

    [Fact]
    public async Task The_key_of_who_was_erased_is_gone_at_once_and_after_the_next_start_all_of_him()
    {
        if (!MarkedNode.CanDump)
            Assert.Skip("The runtime has no createdump here.");
        await using var carrier = TidingsProcess.Start("smsc", "--port", "0", "--phone-port", "-1", "--receipt-delay-ms", "1");
        var port = (await carrier.ReadUntil(static line => line.StartsWith("SMPP ", StringComparison.Ordinal))).Split(':')[^1];
        await using var node = new MarkedNode(
            _folder, "--Carrier:Host=127.0.0.1", $"--Carrier:Port={port}", "--Carrier:SystemId=bank", "--Carrier:Password=secret", "--Intake:AssignedNumbersOnly=false", "--Access:TwoPersons:0=none");
        MarkedCustomer[] all = [_ida, _quill];
        await node.Start();
        foreach (var customer in all)
        {
            await customer.Register(node);
            await customer.Pay(node, 20);
        }
        await node.End();
        var (idas, quills) = (await CustomersKeys.Of(node.Data, _ida.Id), await CustomersKeys.Of(node.Data, _quill.Id));

        await node.Start();
        await _ida.Pay(node, 20);
        await _quill.Pay(node, 20);
        await _quill.Erase(node);
        await _ida.Pay(node, 20);
        var core = await node.Crash();
        // The controls: who is a customer is in it, as is his key, so that the search finds.
        Assert.Equal(_ida.Markers.Select(static marker => marker.What), Whats(_ida, core));
        Assert.True(Holds(core, idas));
        Assert.False(Holds(core, quills));
        // Objects that nothing refers to any more lie there until they are overwritten: what of him is left is told, and not claimed to be nothing.
        TestContext.Current.TestOutputHelper!.WriteLine($"Left of who was erased: {string.Join(", ", _quill.In(core))}");

        await node.Start();
        await _ida.Pay(node, 20);
        core = await node.Crash();
        Assert.Equal(_ida.Markers.Select(static marker => marker.What), Whats(_ida, core));
        Assert.True(Holds(core, idas));
        Assert.Empty(_quill.In(core));
        Assert.False(Holds(core, quills));

        // And nowhere else.
        string[] left = [.. Directory.EnumerateFiles(node.Data, "*", SearchOption.AllDirectories), .. node.Logs, .. node.TemporaryFiles];
        foreach (var file in left)
            foreach (var customer in all)
                Assert.Empty(customer.In(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
    }

    static IEnumerable<string> Whats(MarkedCustomer customer, byte[] core) => customer.Markers.Where(marker => marker.In(core).Any()).Select(static marker => marker.What);

    static bool Holds(byte[] core, byte[] key) => core.AsSpan().IndexOf(key) >= 0;

    public void Dispose() => _folder.Delete(recursive: true);
}
