using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Server.Host;

namespace Tidings.Cli.Bench.Verify;

/// <summary>
/// Whole verifications: begun, the code read off the text at the carrier, checked. The node, the carrier and the load beside are processes of their own, as a bank's are: whoever asks and checks here waits for the node, and for
/// nothing else that goes on.
/// </summary>
internal sealed class VerifyBench(VerifyBench.Options options)
{
    /// <param name="Beside">Events a second that are posted in batches at the same time, of customers who prove nothing.</param>
    internal sealed record Options(int Connections, int Seconds, double Rate, int Customers, double Beside = 0);

    /// <summary>A node that has just started compiles what it runs, for fifteen seconds under a load beside and on both cores: at a rate it is measured after that.</summary>
    TimeSpan Warm => TimeSpan.FromSeconds(options.Beside > 0 ? 20 : 5);

    static readonly TimeSpan Arrives = TimeSpan.FromSeconds(30);

    readonly ConcurrentQueue<(double Created, double Submitted, double Checked)> _times = new();
    long _next;
    long _failed;

    public async Task<IReadOnlyList<(string Name, double Value)>> Run(CancellationToken cancel)
    {
        using var folder = new WorkFolder("tidings-bench-");
        var watch = new CodeWatch();
        await using var carrier = await ChildCarrier.Start(TimeSpan.FromMilliseconds(100), ["--tell-codes"], cancel, watch.Take);
        var settings = new Dictionary<string, string> { ["TIDINGS_Carrier__Window"] = "500", ["TIDINGS_Access__TwoPersons__0"] = "none" };
        await using var node = await ChildNode.Start(Path.Combine(folder.FullName, "data"), LoopbackPorts.Free(), carrier.SmppPort, settings, cancel);
        await new BenchCustomers(options.Customers).Register(node, cancel);
        await LiftNeighbours(node, cancel);
        using var disk = new DiskWaits(folder.FullName);
        var cpu = node.CpuSeconds();
        var began = TimeProvider.System.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var lasts = TimeSpan.FromSeconds(options.Seconds) + (options.Rate > 0 ? Warm : TimeSpan.Zero);
        await using var load = options.Beside > 0 ? ChildLoad.Start(node, options.Customers / 2, options.Beside, lasts) : null;
        stop.CancelAfter(lasts);
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(at => Task.Run(() => Client(node, watch, (double)at / options.Connections, stop.Token, cancel), cancel)));
        var beside = load is null ? 0 : await load.Acknowledged(cancel);
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var times = _times.ToArray();
        return
        [
            ("verifications_per_s", times.Length / Math.Max(1, took - (options.Rate > 0 ? Warm.TotalSeconds : 0))), ("verifications", times.Length), ("failed", _failed), ("seconds", took),
            ("p50_create_to_submit_ms", Percentile(times.Select(static time => time.Submitted), 0.5)), ("p99_create_to_submit_ms", Percentile(times.Select(static time => time.Submitted), 0.99)),
            ("p50_create_ms", Percentile(times.Select(static time => time.Created), 0.5)), ("p99_create_ms", Percentile(times.Select(static time => time.Created), 0.99)),
            ("p50_check_ms", Percentile(times.Select(static time => time.Checked), 0.5)), ("p99_check_ms", Percentile(times.Select(static time => time.Checked), 0.99)),
            // Beside what was waited for: the disk itself, for one page at a time, in the same run.
            ("p99_disk_ms", disk.Percentile(0.99)), ("p999_disk_ms", disk.Percentile(0.999)),
            ("beside_per_s", beside / took),
            ("node_us_per_verification", (node.CpuSeconds() - cpu) * 1e6 / Math.Max(1, times.Length)),
        ];
    }

    static double Percentile(IEnumerable<double> values, double percentile) => Measured.Percentile([.. values.Order()], percentile);

    /// <summary>The customers' numbers lie beside each other, as no bank's do: the limit that counts neighbours is off.</summary>
    static async Task LiftNeighbours(ChildNode node, CancellationToken cancel)
    {
        using var http = Http(node);
        var purposes = (await http.GetFromJsonAsync<JsonObject>("/v1/purposes", cancel))!;
        purposes["limits"]!["prefix"]!["most"] = 0;
        using var answer = await http.PutAsJsonAsync("/v1/purposes", purposes, cancel);
        answer.EnsureSuccessStatusCode();
    }

    async Task Client(ChildNode node, CodeWatch watch, double phase, CancellationToken stop, CancellationToken cancel)
    {
        using var http = Http(node);
        var pace = options.Rate > 0 ? new Pace(options.Rate / options.Connections, phase) : null;
        var started = TimeProvider.System.GetTimestamp();
        while (!stop.IsCancellationRequested && (pace is null || await pace.Next(stop)))
        {
            // The first half of them gets the texts of what is posted beside.
            var (half, number) = (options.Customers / 2, Interlocked.Increment(ref _next));
            var customer = options.Beside > 0 ? half + EventBodies.CustomerOf(number, options.Customers - half) : EventBodies.CustomerOf(number, options.Customers);
            if (await One(http, watch, customer, cancel) is not { } times)
                Interlocked.Increment(ref _failed);
            else if (pace is null || TimeProvider.System.GetElapsedTime(started) > Warm)
                _times.Enqueue(times);
        }
    }

    async Task<(double Created, double Submitted, double Checked)?> One(HttpClient http, CodeWatch watch, long customer, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var arriving = watch.Next(BenchCustomers.PhoneOf(customer));
        var began = time.GetTimestamp();
        using var begun = await http.PostAsJsonAsync("/v1/verifications", new JsonObject { ["purpose"] = "login", ["customer"] = $"c{customer}" }, cancel);
        var created = time.GetElapsedTime(began).TotalMilliseconds;
        if (!begun.IsSuccessStatusCode)
            return null;
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("id").GetString();
        if (await Task.WhenAny(arriving, Task.Delay(Arrives, time, cancel)) != arriving)
            return null;
        var (code, at) = await arriving;
        var check = time.GetTimestamp();
        using var answer = await http.PostAsJsonAsync($"/v1/verifications/{id}/check", new JsonObject { ["code"] = code, ["purpose"] = "login" }, cancel);
        var took = time.GetElapsedTime(check).TotalMilliseconds;
        if (!answer.IsSuccessStatusCode || !(await answer.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("approved").GetBoolean())
            return null;
        return (created, time.GetElapsedTime(began, at).TotalMilliseconds, took);
    }

    static HttpClient Http(ChildNode node)
    {
        var http = new HttpClient { BaseAddress = node.Api };
        http.DefaultRequestHeaders.Authorization = new("Bearer", node.Key);
        return http;
    }
}
