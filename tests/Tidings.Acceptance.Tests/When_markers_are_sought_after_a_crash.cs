using System.Text;
using Tidings.Acceptance.Tests.AtRest;

namespace Tidings.Acceptance.Tests;

/// <summary>
/// A grep of everything that a node leaves behind, after a life with kill -9 under load and wrong input at every door: what is personal is not in
/// clear where it does not belong.
/// </summary>
public sealed class When_markers_are_sought_after_a_crash : IDisposable
{
    /// <summary>Whether the store seals what is personal. Until it does, its files are where the grep shows on real ground that it finds.</summary>
    static readonly bool DataIsSealed = true;

    const int RoomLeft = 256 * 1024;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-markers-");

    [Fact]
    public async Task They_are_not_in_logs_temporary_files_or_what_the_kernel_shows()
    {
        await using var carrier = TidingsProcess.Start("smsc", "--port", "0", "--phone-port", "0", "--receipt-delay-ms", "1");
        var port = (await carrier.ReadUntil(static line => line.StartsWith("SMPP ", StringComparison.Ordinal))).Split(':')[^1];
        var phone = new Uri((await carrier.ReadUntil(static line => line.StartsWith("Phone ", StringComparison.Ordinal)))["Phone ".Length..]);
        await using var node = new MarkedNode(
            _folder, [.. CarrierByOne.Settings, "--Carrier:Host=127.0.0.1", $"--Carrier:Port={port}", "--Carrier:SystemId=bank", "--Carrier:Password=secret", "--Intake:AssignedNumbersOnly=false",
            "--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Tidings=Debug", "--Logging:LogLevel:Microsoft.AspNetCore=Debug"]);
        var bank = new MarkedBank();

        await node.Start();
        await bank.Register(node);
        await bank.Administer(node);
        await bank.Pay(node, 50);
        await bank.Verify(node, phone);
        await bank.Misbehave(node);
        var load = bank.Load(node);
        await bank.Pay(node, 50);
        await node.Kill();
        await load;

        // What a crash leaves is read back, and the carrier is gone meanwhile.
        await carrier.Terminate();
        await node.Start();
        await bank.Pay(node, 20);
        await bank.Verify(node);
        await bank.Misbehave(node);
        await node.Kill();

        // A store that is full throws where every event passes.
        await node.Start($"--Node:MaxStoreBytes={new FileInfo(Path.Combine(node.Data, "tidings.db")).Length + RoomLeft}");
        await bank.PayUntilRefused(node);
        await node.Kill();

        var logs = node.Logs.Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(3, logs.Length);
        Assert.Contains("Exception", File.ReadAllText(logs[2]), StringComparison.Ordinal);
        Assert.All(logs, static log => Assert.Contains("dbug: Tidings.", File.ReadAllText(log), StringComparison.Ordinal));
        Assert.Empty(Found(logs));
        Assert.Empty(Found(node.TemporaryFiles));
        Assert.Empty(node.Processes.SelectMany(static shown => MarkedBank.Markers.SelectMany(marker => marker.In(shown))));

        string[] files = [.. Directory.EnumerateFiles(node.Data, "*", SearchOption.AllDirectories)];
        Assert.NotEmpty(bank.Issued);
        Assert.Empty(bank.Issued.SelectMany(code => OfCode(code, [.. files, .. logs, .. node.TemporaryFiles])));
        Assert.Contains(files, static file => Path.GetFileName(file) == "tidings.db-wal");
        Assert.Contains(files, static file => Path.GetFileName(file) == "checkpoint");
        var store = Found(files).ToArray();
        Assert.Equal(3, bank.SecondFactor.Length);
        foreach (var file in (IEnumerable<string>)[.. files, .. logs, .. node.TemporaryFiles])
        {
            var octets = File.ReadAllBytes(file);
            Assert.All(bank.SecondFactor, secret => Assert.True(octets.AsSpan().IndexOf(secret) < 0, Path.GetFileName(file)));
        }
        if (DataIsSealed)
            Assert.Empty(store);
        else
            Assert.All(MarkedBank.Markers, marker => Assert.Contains(store, found => found.Contains(marker.What, StringComparison.Ordinal)));
        // One that is put there in clear is found, in its place and by its name.
        foreach (var file in (string[])["tidings.db-wal", "checkpoint"])
        {
            var place = files.Single(other => Path.GetFileName(other) == file);
            await File.AppendAllTextAsync(place, MarkedBank.Name.Text, TestContext.Current.CancellationToken);
            Assert.Equal([$"{file}: name as UTF-8"], Found([place]));
        }
    }

    [Fact]
    public void Each_form_of_a_marker_would_be_found()
    {
        var random = new Random(1);
        var noise = new byte[64 * 1024];
        random.NextBytes(noise);
        Assert.Empty(MarkedBank.Markers.SelectMany(marker => marker.In(noise)));
        foreach (var marker in MarkedBank.Markers)
            foreach (var (name, octets) in marker.Forms)
            {
                byte[] planted = [.. noise];
                octets.CopyTo(planted, random.Next(noise.Length - octets.Length));
                Assert.Contains($"{marker.What} as {name}", marker.In(planted));
            }
    }

    [Fact]
    public void The_forms_are_those_that_libraries_write()
    {
        foreach (var marker in MarkedBank.Markers)
        {
            foreach (var before in (string[])["", "x", "xy", "xyz"])
                Assert.NotEmpty(marker.In(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(before + marker.Text + "z")))));
            Assert.NotEmpty(marker.In(Encoding.ASCII.GetBytes("/v1/customers?q=" + Uri.EscapeDataString(marker.Text))));
        }
        // "hellohello" packed: the example that 3GPP TS 23.038 made known.
        Assert.Contains("packed as packed GSM 7-bit at bit 0", new Marker("packed", "hellohello").In(Convert.FromHexString("E8329BFD4697D9EC37")));
        Assert.Contains("number as semi-octets", new Marker("number", "447700900739").In(Convert.FromHexString("0C91447700097093")));
    }

    [Theory]
    [InlineData("your code is 385917.", true), InlineData("\"385917\"", true), InlineData("385917", true)]
    [InlineData("1385917", false), InlineData("3859170", false), InlineData("took 0.385917 s", false), InlineData("385918", false)]
    public async Task A_code_is_found_where_it_stands_for_itself_and_not_in_other_numbers(string text, bool found)
    {
        var file = Path.Combine(_folder.FullName, "log");
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
        {
            await File.WriteAllBytesAsync(file, encoding.GetBytes("x" + text + "x"), TestContext.Current.CancellationToken);
            Assert.Equal(found, OfCode("385917", [file]).Any());
        }
    }

    /// <summary>
    /// Six digits that somebody else chose: a log has many numbers, and one of them may have the same by chance. So a code counts where it stands for itself; in its longer forms (hex, base64) it is a marker like others.
    /// </summary>
    static IEnumerable<string> OfCode(string code, IEnumerable<string> files)
    {
        var marker = new Marker("issued code", code);
        foreach (var file in files)
        {
            var octets = File.ReadAllBytes(file);
            foreach (var found in marker.Forms.Where(form => form.Name is not ("UTF-8" or "UTF-16" or "UTF-16 big-endian") && !form.Name.StartsWith("percent-encoding", StringComparison.Ordinal) && octets.AsSpan().IndexOf(form.Octets) >= 0))
                yield return $"{Path.GetFileName(file)}: {found.Name}";
            foreach (var text in (string[])[Encoding.Latin1.GetString(octets), Encoding.Latin1.GetString(octets).Replace("\0", "", StringComparison.Ordinal)])
                if (System.Text.RegularExpressions.Regex.IsMatch(text, $"(?<![0-9.,]){code}(?![0-9])"))
                    yield return $"{Path.GetFileName(file)}: as it is";
        }
    }

    static IEnumerable<string> Found(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var octets = File.ReadAllBytes(file);
            foreach (var found in MarkedBank.Markers.SelectMany(marker => marker.In(octets)))
                yield return $"{Path.GetFileName(file)}: {found}";
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
