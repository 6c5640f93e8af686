using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Witness;

namespace Tidings.Server.Tests.Audit;

/// <summary>A witness behind HTTP that can be held up between what it decided and its answer, or not know the log.</summary>
internal sealed class WitnessServer : IAsyncDisposable
{
    readonly DirectoryInfo _memory = Directory.CreateTempSubdirectory("tidings-witness-");
    readonly NoteSigner _signer = NoteSigner.Create("regulator.example/w1", SignatureKind.Ed25519Cosignature);
    readonly List<NoteKey> _logs = [];
    readonly WebApplication _app;

    WitnessServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/add-checkpoint", (Func<HttpContext, Task<IResult>>)(http => Moved ? Task.FromResult(Redirect()) : Answer(http)));
        _app.MapPost("/moved", (Func<HttpContext, Task<IResult>>)(http =>
        {
            Followed = true;
            return Answer(http);
        }));
    }

    public NoteKey Key => _signer.Verifier;

    /// <summary>As <c>Audit:Witnesses</c> names it.</summary>
    public string Setting => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()} {Key}";

    /// <summary>It only says where else to ask.</summary>
    public bool Moved { get; set; }

    public int Redirects { get; private set; }
    public bool Followed { get; private set; }

    IResult Redirect()
    {
        Redirects++;
        return Results.Redirect("/moved", preserveMethod: true);
    }

    /// <summary>Answers to checkpoints over anything wait for it.</summary>
    public TaskCompletionSource? Held { get; set; }

    /// <summary>The size of the checkpoint that it has decided on last; -1: none yet. A node signs the empty log first.</summary>
    public long AskedFor { get; private set; } = -1;

    public void Knows(NoteKey log)
    {
        lock (_logs)
            _logs.Add(log);
    }

    public static async Task<WitnessServer> Start()
    {
        var server = new WitnessServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    async Task<IResult> Answer(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        WitnessAnswer answer;
        lock (_logs)
        {
            answer = new LogWitness(new(_memory.FullName), _signer, [.. _logs], TimeProvider.System).Add(body.ToArray());
            AskedFor = Checkpoint.Parse(AddCheckpoint.Parse(body.ToArray())!.Note.Text)!.Size;
        }
        if (Held is { } held && AskedFor > 0)
            await held.Task;
        return Results.Text(answer.Body, answer.ContentType, System.Text.Encoding.UTF8, answer.Status);
    }

    public async ValueTask DisposeAsync()
    {
        Held?.TrySetResult();
        await _app.DisposeAsync();
        _signer.Dispose();
        _memory.Delete(recursive: true);
    }
}
