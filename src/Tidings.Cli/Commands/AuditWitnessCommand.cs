using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Witness;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings audit witness</c>: a regulator, or whoever else, that cosigns a log as long as it has one history.</summary>
internal static class AuditWitnessCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--data") { Description = "Where the witness keeps its key and what it cosigned", DefaultValueFactory = static _ => new("witness") };
        var name = new Option<string>("--name") { Description = "The witness's name, like a URL without its scheme; needed at the first start" };
        var log = new Option<string[]>("--log-key") { Description = "The public key (vkey) of a log to witness", Required = true };
        var url = new Option<string>("--url") { Description = "Where to listen", DefaultValueFactory = static _ => "http://127.0.0.1:7780" };
        var command = new Command("witness", "Cosigns the checkpoints of a log that extends itself, and refuses one that does not") { folder, name, log, url };
        command.SetAction((parsed, cancel) => AuditCommand.Told(async () =>
        {
            var place = new LogFolder(parsed.GetValue(folder)!.FullName);
            if (parsed.GetValue(name) is null && place.Read(LogKeyFile.FileName) is null)
                throw new IOException("--name is needed at the first start.");
            using var signer = LogKeyFile.Open(place, parsed.GetValue(name), SignatureKind.Ed25519Cosignature);
            var witness = new LogWitness(place, signer, [.. parsed.GetValue(log)!.Select(AuditSource.KeyOf)], TimeProvider.System);
            await Serve(witness, signer, parsed.GetValue(url)!, cancel);
        }));
        return command;
    }

    static async Task Serve(LogWitness witness, NoteSigner signer, string url, CancellationToken cancel)
    {
        // Who asks for the end in the moment in which the address is printed is heard only if the command has gone asynchronous by then.
        await Task.Yield();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = AddCheckpoint.LongestBytes);
        await using var app = builder.Build();
        app.MapPost("/add-checkpoint", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            var answer = witness.Add(body.ToArray());
            return Results.Text(answer.Body, answer.ContentType, System.Text.Encoding.UTF8, answer.Status);
        });
        await app.StartAsync(cancel);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"{address} {signer.Verifier}");
        await app.WaitForShutdownAsync(cancel);
    }
}
